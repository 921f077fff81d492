namespace Rostra.Doctor;

/// <summary>What one check found.</summary>
/// <param name="Says">One sentence; never a secret.</param>
/// <param name="Do">What to do about it; null where nothing is to be done.</param>
internal sealed record Finding(string Check, Verdict Verdict, string Says, string? Do = null);

internal enum Verdict
{
    Well,

    /// <summary>It could not be looked at, or is not used here.</summary>
    Skipped,

    /// <summary>Rostra works, though perhaps not as wished.</summary>
    Doubtful,

    Wrong,
}

namespace Rostra.Chaos;

/// <summary>A contradiction between what was promised and what was seen.</summary>
/// <param name="Witness">The two to five facts that cannot all be true.</param>
internal sealed record Violation(int Invariant, string What, IReadOnlyList<string> Witness);

/// <summary>What an invariant's check has looked at, and what it found.</summary>
internal sealed class Findings(int invariant)
{
    private const int Kept = 20;
    private readonly List<Violation> _violations = [];

    /// <summary>How many facts were held against the invariant. None: the run says nothing about it.</summary>
    public long Looked { get; private set; }

    public long Violations { get; private set; }

    /// <summary>The shortest first.</summary>
    public IReadOnlyList<Violation> Shortest => [.. _violations.OrderBy(violation => violation.Witness.Count)];

    public void Look(long facts = 1) => Looked += facts;

    public void Violated(string what, params ReadOnlySpan<object?> witness)
    {
        Violations++;
        if (_violations.Count >= Kept) return;

        var shown = new List<string>(witness.Length);
        foreach (var fact in witness)
        {
            if (fact is not null) shown.Add(Evidence.Show(fact));
        }

        _violations.Add(new(invariant, what, shown));
    }
}

namespace Rostra.Growth;

/// <summary>Figures at one size.</summary>
internal sealed record GrowthPoint(double At, OrderedDictionary<string, double> Figures);

/// <summary>How some costs grow with one thing.</summary>
/// <param name="Of">Its name on the command line and in the picture's.</param>
/// <param name="Lines">Figures by name, and what a picture calls them: what costs, in which unit.</param>
internal sealed record GrowthReport(string Of, string Title, string Grows, IReadOnlyList<GrowthLine> Lines, IReadOnlyList<GrowthPoint> Points);

internal sealed record GrowthLine(string Key, string Title);

/// <summary>Something that grows, and what is looked at meanwhile.</summary>
internal interface IGrowth
{
    string Of { get; }

    /// <param name="upTo">The largest size; null: as large as is usual.</param>
    Task<GrowthReport> Run(int? upTo, CancellationToken cancellation);
}

/// <summary>The sizes at which one looks: about three for each power of ten.</summary>
internal static class Sizes
{
    /// <param name="usual">From the smallest to the largest.</param>
    /// <param name="upTo">Larger ones are left out, and this is the last one instead.</param>
    public static IReadOnlyList<int> Of(IReadOnlyList<int> usual, int? upTo) =>
        upTo is not { } most || most >= usual[^1] ? usual : [.. usual.Where(size => size < most), most];
}

namespace Rostra.Storage;

/// <summary>How text is compared without regard to case, in any script and whatever the database's locale: as Unicode's upper case, where also ß is SS and ς is σ.</summary>
internal static class AnyCase
{
    /// <summary>SQL. An index on this expression serves comparisons of it, so it is written in one way only.</summary>
    public static string Of(string expression) => $"upper({expression} collate \"und-x-icu\")";
}

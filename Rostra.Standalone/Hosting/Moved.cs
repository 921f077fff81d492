namespace Rostra.Hosting;

/// <summary>The mark of a data directory whose messages live elsewhere now: going on here would begin a second life beside the first.</summary>
internal static class Moved
{
    private const string FileName = "moved-to";

    public static void Mark(string directory, string where) => File.WriteAllText(Path.Combine(directory, FileName), where + Environment.NewLine);

    public static void Refuse(string directory)
    {
        var mark = Path.Combine(directory, FileName);
        if (File.Exists(mark))
        {
            throw new StartRefusedException(
                $"The messages of {directory} were moved to {File.ReadAllText(mark).Trim()}: set ConnectionStrings__Postgres to that server. To go on with what was left here, delete {mark}.");
        }
    }
}

namespace Rostra.Topology;

/// <summary>Where the programs of Rostra were built.</summary>
internal static class Programs
{
    /// <summary>The directory of the program, built beside ours, in the same configuration.</summary>
    public static string Built(string project)
    {
        // …/artifacts/bin/<project>/<configuration>/
        var mine = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(mine.Parent!.Parent!.FullName, project, mine.Name);
    }

    public static string In(string directory, string project)
    {
        var program = Path.Combine(directory, project);
        return File.Exists(program) ? program : throw new StartRefusedException($"There is no {program}: build {project}.");
    }
}

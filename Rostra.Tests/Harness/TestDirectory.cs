namespace Rostra.Testing;

/// <summary>A directory of a test's own, gone with it. Other accounts may pass through it: Postgres runs as one of them when we are root.</summary>
internal sealed class TestDirectory : IDisposable
{
    public TestDirectory(string prefix)
    {
        Path = Directory.CreateTempSubdirectory(prefix).FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

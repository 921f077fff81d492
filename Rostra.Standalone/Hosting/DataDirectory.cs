using Rostra.Postgres;

namespace Rostra.Hosting;

/// <summary>Everything that Rostra writes, held by one running Rostra at a time.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileLock _lock;

    private DataDirectory(string path, FileLock @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    public string SigningKeyFile => System.IO.Path.Combine(Path, "signing.key");

    public static DataDirectory Open(string configured)
    {
        try
        {
            var path = System.IO.Path.GetFullPath(configured);
            Modes.MakeDirectory(path, !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess ? Modes.Passable : Modes.Private);
            path = new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
            var held = FileLock.TryTake(System.IO.Path.Combine(path, "lock"))
                ?? throw new StartRefusedException($"Another running Rostra uses the data directory {path}: stop it, or set Rostra__DataDirectory to another one.");
            return new DataDirectory(path, held);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unusable(configured, error);
        }
    }

    public static StartRefusedException Unusable(string path, Exception error) =>
        new($"The data directory {path} cannot be used by {Environment.UserName}: {error.Message.ReplaceLineEndings(" ")}", error);

    public void Dispose() => _lock.Dispose();
}

using System.Buffers;
using System.Text;

namespace Rostra.Postgres;

/// <summary>Where Postgres puts its socket: beside the cluster, or, where that path is too long for a socket, in a short directory of its own.</summary>
internal sealed class SocketDirectory : IDisposable
{
    /// <summary>What fits into a socket's address on Linux, and on the BSDs and macOS.</summary>
    private static readonly int s_pathLengthMax = OperatingSystem.IsLinux() ? 107 : 103;

    /// <summary>What separates directories in Postgres' settings and hosts in a connection string.</summary>
    private static readonly SearchValues<char> s_separators = SearchValues.Create(",'\";\\\n");

    private const string Prefix = "rostra-socket-";

    private readonly bool _isTemporary;

    private SocketDirectory(string path, bool isTemporary)
    {
        Path = path;
        _isTemporary = isTemporary;
    }

    public string Path { get; }

    public static async Task<SocketDirectory> Make(PostgresPlace place, int port, CancellationToken cancellation)
    {
        var beside = System.IO.Path.Combine(place.Directory, "socket");
        var directory = Fits(beside, port)
            ? new SocketDirectory(beside, isTemporary: false)
            : new SocketDirectory(Short(port), isTemporary: true);
        Modes.MakeDirectory(directory.Path, Modes.Private);
        if (place.User is not null)
        {
            await Account.Give(directory.Path, place.User, cancellation);
        }

        return directory;
    }

    /// <summary>Removes the socket of a server that is no more.</summary>
    public static void Clear(string? path)
    {
        if (Directory.Exists(path))
        {
            Directory.EnumerateFiles(path, ".s.PGSQL.*").ToList().ForEach(File.Delete);
        }
    }

    /// <summary>Removes the short directory of a start that was killed.</summary>
    public static void Forget(string? path)
    {
        if (Directory.Exists(path) && path.StartsWith(System.IO.Path.Combine(System.IO.Path.GetTempPath(), Prefix), StringComparison.Ordinal))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    public void Dispose()
    {
        if (_isTemporary && Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private static string Short(int port)
    {
        var path = Directory.CreateTempSubdirectory(Prefix).FullName;
        return Fits(path, port) ? path : throw new StartRefusedException(
            $"The data directory's path and that of the temporary directory ({path}) are both too long for a socket: set TMPDIR to a short one.");
    }

    private static bool Fits(string path, int port) =>
        Encoding.UTF8.GetByteCount($"{path}/.s.PGSQL.{port}") <= s_pathLengthMax && !path.AsSpan().ContainsAny(s_separators);
}

using Rostra.Postgres;
using Xunit;

namespace Rostra.Faults;

/// <summary>A file system of its own in memory, which can be filled to the last byte. Needs root.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int PieceBytes = 256 * 1024;

    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    private string Filler => System.IO.Path.Combine(Path, "filler");

    public static async Task<SmallDisk> Mount(string path, int megabytes, CancellationToken cancellation)
    {
        Directory.CreateDirectory(path);
        var mounted = await Tool.Run("mount", ["-t", "tmpfs", "-o", $"size={megabytes}m,mode=0700", "rostra-small-disk", path], user: null, cancellation);
        Assert.True(mounted.ExitCode == 0, mounted.Errors);
        return new SmallDisk(path);
    }

    /// <summary>Nothing is left for anybody else.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var piece = new byte[PieceBytes];
        for (var size = PieceBytes; size >= 1;)
        {
            try
            {
                file.Write(piece, 0, size);
            }
            catch (IOException)
            {
                size /= 2; // Not so much any more; perhaps less.
            }
        }
    }

    public void Free() => File.Delete(Filler);

    /// <summary>Also under somebody who still has a file open in it.</summary>
    public async ValueTask DisposeAsync()
    {
        await Tool.Run("umount", ["--lazy", Path], user: null, CancellationToken.None);
        Directory.Delete(Path, recursive: true);
    }
}

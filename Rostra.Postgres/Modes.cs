namespace Rostra.Postgres;

/// <summary>Who may do what with our files.</summary>
internal static class Modes
{
    /// <summary>0600.</summary>
    public const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>0700.</summary>
    public const UnixFileMode Private = Secret | UnixFileMode.UserExecute;

    /// <summary>0711: others may pass through, but not look.</summary>
    public const UnixFileMode Passable = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>0755.</summary>
    public const UnixFileMode Shared = Passable | ReadByAll;

    private const UnixFileMode ReadByAll = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode ExecuteByAll = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>With exactly this mode, whatever the umask; a directory that is there keeps its own.</summary>
    public static void MakeDirectory(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, mode);
            File.SetUnixFileMode(path, mode);
        }
    }

    /// <summary>Lets every account read it and, where its owner may, run or enter it.</summary>
    public static void Open(FileSystemInfo file)
    {
        if (!OperatingSystem.IsWindows())
        {
            file.UnixFileMode |= file.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? ReadByAll | ExecuteByAll : ReadByAll;
        }
    }
}

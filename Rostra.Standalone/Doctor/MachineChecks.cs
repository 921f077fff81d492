using System.Globalization;

namespace Rostra.Doctor;

/// <summary>Whether this account may write what Rostra keeps.</summary>
internal sealed class DataDirectoryIsWritable() : Check("data directory")
{
    public override Task<Finding> Look(Patient patient, CancellationToken cancellation)
    {
        var place = patient.DataDirectory;
        var existing = Existing(place);
        try
        {
            var probe = Path.Combine(existing, $".rostra-doctor-{Guid.NewGuid():N}");
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
                return Task.FromResult(Well($"{place} can be written."));
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(Wrong($"{Environment.UserName} cannot write {existing}: {fault.Message}", $"chown it to the account that runs Rostra, or set Rostra__DataDirectory to another place."));
        }
    }

    /// <summary>The nearest directory above that is there.</summary>
    public static string Existing(string place)
    {
        var directory = place;
        while (!Directory.Exists(directory) && Path.GetDirectoryName(directory) is { Length: > 0 } above)
        {
            directory = above;
        }

        return directory;
    }
}

/// <summary>Whether there is room to write.</summary>
/// <param name="freeOf">Bytes free and bytes in all where a path lies.</param>
internal sealed class DiskHasRoom(Func<string, (long Free, long Whole)> freeOf) : Check("disk")
{
    private const long FreeBytesMin = 1L << 30;
    private const double FreeShareMin = 0.1;

    public DiskHasRoom()
        : this(path => new DriveInfo(path) is var drive ? (drive.AvailableFreeSpace, drive.TotalSize) : default)
    {
    }

    public override Task<Finding> Look(Patient patient, CancellationToken cancellation)
    {
        var place = DataDirectoryIsWritable.Existing(patient.DataDirectory);
        var (free, whole) = freeOf(place);
        var says = string.Create(CultureInfo.InvariantCulture, $"{free / (double)(1 << 30):0.0} GiB of {whole / (double)(1 << 30):0.0} GiB are free at {place}.");
        const string Advice = "Make room, or give the disk more: when it is full, sends are refused as busy. Never delete in pg_wal.";
        return Task.FromResult(free < FreeBytesMin ? Wrong(says, Advice) : free < whole * FreeShareMin ? Doubtful(says, Advice) : Well(says));
    }
}

/// <summary>Each socket of a person is a file to the system.</summary>
/// <param name="limits">A process's limits, as Linux shows them.</param>
internal sealed class FilesAreAllowed(string limits) : Check("open files")
{
    private const long FilesMin = 8_192;

    public FilesAreAllowed()
        : this("/proc/self/limits")
    {
    }

    public override async Task<Finding> Look(Patient patient, CancellationToken cancellation)
    {
        if (!File.Exists(limits))
        {
            return Skipped("This system does not say how many files may be open.");
        }

        var line = (await File.ReadAllLinesAsync(limits, cancellation)).FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var hard = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, _, _, var most, ..] && long.TryParse(most, CultureInfo.InvariantCulture, out var files) ? files : long.MaxValue;
        return hard < FilesMin
            ? Doubtful($"A process may have {hard} files open: about so many people at most.", "Raise it: LimitNOFILE=65536 in the systemd unit, --ulimit nofile=65536 of docker, ulimit -n of a shell.")
            : Well(hard == long.MaxValue ? "As many as one likes." : $"A process may have {hard} open.");
    }
}

/// <summary>What the process may have of the machine's memory.</summary>
/// <param name="available">Bytes; a container's limit, if there is one.</param>
internal sealed class MemorySuffices(Func<long> available) : Check("memory")
{
    private const long BytesMin = 512L << 20;

    public MemorySuffices()
        : this(() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
    {
    }

    public override Task<Finding> Look(Patient patient, CancellationToken cancellation)
    {
        var says = string.Create(CultureInfo.InvariantCulture, $"{available() / (double)(1 << 20):0} MiB are this process's to use.");
        return Task.FromResult(available() < BytesMin ? Doubtful(says, "Give it 512 MiB or more; Standalone with its Postgres a GiB.") : Well(says));
    }
}

using Rostra.Postgres;

namespace Rostra.Processes;

/// <summary>Programs that Debian brings: found, or, by root, installed.</summary>
internal static class SystemPrograms
{
    private static readonly string[] s_directories = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/sbin", "/bin"];

    /// <param name="packages">The program, and the Debian package that has it.</param>
    /// <param name="say">Told what is being installed.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task Ensure(IReadOnlyDictionary<string, string> packages, Action<string> say, CancellationToken cancellation)
    {
        var missing = packages.Where(program => TryFind(program.Key) is null).Select(program => program.Value).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var names = string.Join(' ', missing);
        if (!Environment.IsPrivilegedProcess || TryFind("apt-get") is not { } apt)
        {
            throw new StartRefusedException($"A cluster on this machine needs {names}: install it (Debian: apt-get install {names}).");
        }

        say($"installing {names} from Debian");
        // RUNLEVEL: the packages would start servers of their own on the usual ports.
        string[] script = ["-c", "export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1; \"$0\" update -qq && \"$0\" install -y -qq --no-install-recommends \"$@\"", apt, .. missing];
        var installed = await Tool.Run("/bin/sh", script, user: null, cancellation);
        if (installed.ExitCode != 0)
        {
            throw new StartRefusedException($"{names} could not be installed: {installed.LastLine}");
        }
    }

    public static string Find(string program) => TryFind(program) ?? throw new StartRefusedException($"There is no {program} on this machine: install it.");

    private static string? TryFind(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Concat(s_directories)
            .Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
}

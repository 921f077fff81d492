using System.Diagnostics;

namespace Rostra.Topology;

/// <summary>
/// Ends a cluster whose owner was killed: a shell that waits for the end of a pipe from us, which the system closes however we end, and then kills
/// every process that the directory knows, and removes its network.
/// </summary>
internal sealed class Guard : IDisposable
{
    // Numbers come back: the 22nd field of stat, the start, must be the known one. A server's name has no blanks. Records are JSON of one line.
    private const string Script = """
        trap '' INT TERM HUP
        while read -r _; do :; done
        for record in "$1"/*.json; do
          pid=$(sed -n 's/.*"Pid":\([0-9]*\).*/\1/p' "$record")
          started=$(sed -n 's/.*"Started":\([0-9]*\).*/\1/p' "$record")
          [ -n "$pid" ] && [ "$(cut -d' ' -f22 "/proc/$pid/stat" 2>/dev/null)" = "$started" ] || continue
          kill -KILL "$pid"
        done
        [ -n "$2" ] || exit 0
        for space in /run/netns/"$2"-*; do ip netns del "${space##*/}"; done
        ip link del "$2"
        """;

    private readonly Process _shell;

    private Guard(Process shell) => _shell = shell;

    public static Guard Over(LocalCluster cluster)
    {
        var start = new ProcessStartInfo("setsid", ["/bin/sh", "-c", Script, "sh", cluster.Files.Records, cluster.Network?.Name ?? ""])
        {
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        return new Guard(Process.Start(start) ?? throw new InvalidOperationException("The guard did not start."));
    }

    public void Dispose()
    {
        _shell.Kill();
        _shell.Dispose();
    }
}

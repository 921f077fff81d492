using System.CommandLine;
using System.Globalization;
using Rostra.Topology;

namespace Rostra.Commands;

/// <summary><c>status</c>: each process, and how it is.</summary>
internal sealed class StatusCommand() : ClusterCommand("status", "Says of each process its pid, state, readiness, memory and ports. Exit code 1 unless all are ready.")
{
    protected override async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var members = Open(parsed) is var cluster ? (Member[])[.. cluster.Members, cluster.Keeper] : [];
        var ready = await Task.WhenAll(members.Select(member => member.IsReady(cancellation)));
        Show("process", "pid", "state", "ready", "memory", "listens at");
        foreach (var (member, isReady) in members.Zip(ready))
        {
            var pid = member.Pid?.ToString(CultureInfo.InvariantCulture) ?? "-";
            Show(member.Name, pid, Word(member.State), isReady ? "yes" : "no", $"{member.ResidentBytes >> 20} MB", member.Addresses);
        }

        return ready.All(isReady => isReady) ? 0 : 1;
    }

    private static void Show(string name, string pid, string state, string ready, string memory, string addresses) =>
        Say($"{name,-11} {pid,-8} {state,-8} {ready,-6} {memory,8}  {addresses}");

    private static string Word(MemberState state) => state switch
    {
        MemberState.New => "new",
        MemberState.Running => "running",
        MemberState.Frozen => "frozen",
        MemberState.Stopped => "stopped",
        MemberState.Killed => "killed",
        _ => "ended",
    };
}

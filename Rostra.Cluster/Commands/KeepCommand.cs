using System.CommandLine;
using Rostra.Topology;

namespace Rostra.Commands;

/// <summary>What the keeper's process runs; <c>up</c> starts it.</summary>
internal sealed class KeepCommand : ClusterCommand
{
    public KeepCommand()
        : base(KeeperMember.Command, "Starts again what ends by itself.") => Hidden = true;

    protected override async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        await using var keeper = new Keeper(Open(parsed).Members, line => Say($"{DateTimeOffset.UtcNow:O} {line}"));
        await Task.Delay(Timeout.Infinite, cancellation);
        return 0;
    }
}

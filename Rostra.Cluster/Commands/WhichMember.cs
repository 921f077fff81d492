using System.CommandLine;
using Rostra.Topology;

namespace Rostra.Commands;

/// <summary>The words of a command that name a process: <c>silo 2</c>, <c>redis</c>.</summary>
internal sealed class WhichMember
{
    private readonly Argument<string> _kind = new("process") { Description = "silo, gateway, redis, postgres, balancer or keeper." };
    private readonly Argument<int?> _number = new("number") { Description = "Which silo or gateway, from 1.", Arity = ArgumentArity.ZeroOrOne };

    public WhichMember(Command command)
    {
        _kind.AcceptOnlyFromAmong("silo", "gateway", "redis", "postgres", "balancer", "keeper");
        command.Add(_kind);
        command.Add(_number);
    }

    public Member Of(LocalCluster cluster, ParseResult parsed)
    {
        var number = parsed.GetValue(_number);
        return (parsed.GetValue(_kind), number) switch
        {
            ("silo", not null) => Numbered(cluster.Silos, number.Value, "silos"),
            ("gateway", not null) => Numbered(cluster.Gateways, number.Value, "gateways"),
            ("silo" or "gateway", null) => throw new StartRefusedException($"Which {parsed.GetValue(_kind)}? Give its number, from 1."),
            (var kind, not null) => throw new StartRefusedException($"There is one {kind} only: leave the number out."),
            ("redis", _) => cluster.Redis,
            ("postgres", _) => cluster.Postgres,
            ("balancer", _) => cluster.Balancer,
            _ => cluster.Keeper,
        };
    }

    private static Member Numbered(IReadOnlyList<Member> members, int number, string kind) => number >= 1 && number <= members.Count
        ? members[number - 1]
        : throw new StartRefusedException($"There are {kind} 1 to {members.Count}.");
}

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Rostra.Topology;

namespace Rostra.Commands;

/// <summary>What is done to one process: <c>kill silo 2</c>, <c>stop gateway 1</c>, <c>freeze redis</c> …</summary>
internal static class MemberCommands
{
    private static readonly TimeSpan s_readyTime = TimeSpan.FromSeconds(60);

    public static Command Kill => new MemberCommand("kill", "SIGKILL: it ends in the middle of whatever it does, and stays away until it is started.", async (member, _) =>
    {
        var pid = member.Pid;
        await member.Kill();
        return $"{member.Name} was killed{Named(pid)}";
    });

    public static Command Stop => new MemberCommand("stop", "SIGTERM, and waits until it has ended; it stays away until it is started.", async (member, _) =>
    {
        var since = Stopwatch.GetTimestamp();
        await member.Stop();
        return $"{member.Name} {(member.State is MemberState.Killed ? "did not stop and was killed" : "stopped")} after {Seconds(since)}";
    });

    public static Command Start => new MemberCommand("start", "Starts it at its old place, if it does not run, and waits until it is ready.", async (member, cancellation) =>
    {
        var since = Stopwatch.GetTimestamp();
        await member.Start(cancellation);
        if (member.State is MemberState.Frozen)
        {
            return $"{member.Name} is frozen: thaw it";
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_readyTime);
        await member.WaitReady(patience.Token);
        return $"{member.Name} is ready{Named(member.Pid)}, after {Seconds(since)}";
    });

    public static Command Freeze => new MemberCommand("freeze", "SIGSTOP: it keeps all it has and does nothing.", async (member, _) =>
    {
        await member.Freeze();
        return $"{member.Name} is {(member.State is MemberState.Frozen ? "frozen" : "not running")}";
    });

    public static Command Thaw => new MemberCommand("thaw", "SIGCONT: it goes on.", async (member, _) =>
    {
        await member.Thaw();
        return $"{member.Name} {(member.Pid is null ? "is not running" : "goes on")}";
    });

    private static string Named(int? pid) => pid is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (pid {pid})");

    private static string Seconds(long since) => string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s");

    private sealed class MemberCommand : ClusterCommand
    {
        private readonly WhichMember _which;
        private readonly Func<Member, CancellationToken, Task<string>> _act;

        public MemberCommand(string name, string description, Func<Member, CancellationToken, Task<string>> act)
            : base(name, description)
        {
            _which = new WhichMember(this);
            _act = act;
        }

        protected override async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
        {
            Say(await _act(_which.Of(Open(parsed), parsed), cancellation));
            return 0;
        }
    }
}

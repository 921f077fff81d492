using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace Rostra.Fencing;

/// <summary>Looks at the membership table and does what <see cref="FenceRule"/> says: from the moment this silo is a member until it begins to stop.</summary>
internal sealed partial class FenceWatch(
    IMembershipTable table, IClusterMembershipService members, ILocalSiloDetails me, Fence fence, SiloEnd end, IPeers peers, IHeartbeats heartbeats,
    IOptions<FencingOptions> options, TimeProvider clock, ILogger<FenceWatch> logger)
{
    /// <summary>While the fence is shut nothing is more urgent.</summary>
    private static readonly TimeSpan DoubtfulEvery = TimeSpan.FromMilliseconds(100);

    private readonly LaterTables _later = new();
    private volatile TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableArray<MembershipEntry> _known = [];
    private long _readAt = clock.GetTimestamp();
    private long? _lostAt;
    private Verdict _last = Verdict.Good;

    /// <summary>The table's highest version so far, whoever saw it.</summary>
    public long Seen { get; private set; }

    /// <summary>Looks at once: this process stood still.</summary>
    public void LookNow() => _wake.TrySetResult();

    public async Task Run(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await Look(stopping);
            await Task.WhenAny(_wake.Task, Task.Delay(fence.IsInDoubt ? DoubtfulEvery : options.Value.LookEvery, clock, stopping));
            if (_wake.Task.IsCompleted)
            {
                _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>One look, and what follows from it.</summary>
    public async Task Look(CancellationToken stopping)
    {
        var wasInDoubt = fence.IsInDoubt;
        if (wasInDoubt)
        {
            (_readAt, _lostAt) = (clock.GetTimestamp(), null); // Only what it saw awake counts.
        }

        var there = await Read(stopping);
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        var sight = there.Sight with { IsInDoubt = wasInDoubt };
        var verdict = FenceRule.Judge(sight, options.Value);
        if (verdict is Verdict.AskPeers)
        {
            var around = await peers.Look(Others(), options.Value.PeerTimeout);
            var isOvertaken = !sight.IsReadable && await IsOvertaken(around, stopping);
            verdict = FenceRule.Judge(sight with { Peers = around.Count, IsOvertaken = isOvertaken }, options.Value);
        }
        else
        {
            _later.Forget();
        }

        Tell(verdict);
        await Follow(verdict, there.Table, stopping);
    }

    private async Task Follow(Verdict verdict, MembershipTableData? there, CancellationToken stopping)
    {
        switch (verdict)
        {
            case Verdict.Good:
                Remember(there!);
                fence.Confirm();
                break;
            case Verdict.CarryOn:
                fence.Confirm();
                break;
            case Verdict.Repair:
                await Repair(stopping);
                break;
            case Verdict.Wait or Verdict.AskPeers:
                break;
            default:
                await end.Fence(FenceRule.ReasonOf(verdict));
                break;
        }
    }

    private async Task<(Sighting Sight, MembershipTableData? Table)> Read(CancellationToken stopping)
    {
        Seen = Math.Max(Seen, members.CurrentSnapshot.Version.Value);
        MembershipTableData? there;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(options.Value.LookTimeout);
        try
        {
            there = await Tables.Read(table, patience.Token).WaitAsync(patience.Token);
        }
        catch (Exception)
        {
            return (Sighting.Unreadable(Seen, clock.GetElapsedTime(_readAt)), null);
        }

        _readAt = clock.GetTimestamp();
        var mine = there?.TryGet(me.SiloAddress)?.Item1.Status;
        var sight = new Sighting(IsReadable: true, mine, there?.Version.Version, Seen, HasStrangers(there), TimeSpan.Zero);
        _lostAt = sight.WentBack ? _lostAt ?? _readAt : null;
        return (sight with { Lasting = _lostAt is { } since ? clock.GetElapsedTime(since) : TimeSpan.Zero }, there);
    }

    private async Task<bool> IsOvertaken(Surroundings around, CancellationToken stopping)
    {
        if (around.Unreached.Count == 0)
        {
            _later.Forget();
            return false;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(options.Value.LookTimeout);
        try
        {
            return _later.IsSeen(await heartbeats.Read(me.ClusterId, patience.Token), around.Unreached.Select(JoinGate.Name).ToHashSet(), Seen);
        }
        catch (Exception)
        {
            return false; // Without Postgres nobody writes.
        }
    }

    private void Remember(MembershipTableData there)
    {
        _known = [.. there.Members.Select(row => row.Item1)];
        Seen = Math.Max(Seen, there.Version.Version);
    }

    private async Task Repair(CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(options.Value.RepairMax);
        try
        {
            var rows = _known.Where(row => members.CurrentSnapshot.GetSiloStatus(row.SiloAddress) is not SiloStatus.Dead || row.Status is SiloStatus.Dead).ToList();
            if (await TableRepair.Run(table, rows, me.SiloAddress, Seen, options.Value.RepairStepsMax, patience.Token))
            {
                LogRepaired(rows.Count(row => Tables.IsLiving(row.Status)), Seen + 1);
                LookNow();
            }
        }
        catch (Exception fault)
        {
            LogNotRepaired(fault); // The next look may do better, until its time is over.
        }
    }

    private SiloAddress[] Others() =>
        [.. _known.Where(row => row.Status is SiloStatus.Active && !row.SiloAddress.Equals(me.SiloAddress)).Select(row => row.SiloAddress)];

    private bool HasStrangers(MembershipTableData? there) =>
        there is not null && there.Members.Any(row => Tables.IsLiving(row.Item1.Status) && _known.All(known => !known.SiloAddress.Equals(row.Item1.SiloAddress)));

    private void Tell(Verdict verdict)
    {
        if (verdict != _last && !FenceRule.IsFencing(verdict))
        {
            LogVerdict(verdict is Verdict.Good ? LogLevel.Information : LogLevel.Warning, verdict, _last);
        }

        _last = verdict;
    }

    [LoggerMessage(EventId = 1604, Message = "Looking at the membership table: {Verdict} (before: {Before})")]
    private partial void LogVerdict(LogLevel level, Verdict verdict, Verdict before);

    [LoggerMessage(EventId = 1605, Level = LogLevel.Warning, Message = "The membership table was lost and has been written again, with {Silos} silos, as version {Version}")]
    private partial void LogRepaired(int silos, long version);

    [LoggerMessage(EventId = 1606, Level = LogLevel.Warning, Message = "The membership table was lost and could not be written again yet")]
    private partial void LogNotRepaired(Exception fault);
}

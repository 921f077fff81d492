using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Rostra.Fencing;

/// <summary>The watch over a table in memory, looking when the test says so.</summary>
public sealed class FenceWatchTests : IAsyncDisposable
{
    private static readonly SiloAddress Me = Address(1);
    private static readonly SiloAddress Other = Address(2);
    private static readonly SiloAddress Third = Address(3);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeTable _table = new();
    private readonly Around _around = new();
    private readonly Ending _ending = new();
    private readonly Heartbeats _heartbeats = new("Host=127.0.0.1;Port=1;Username=nobody;Timeout=1");
    private readonly Fence _fence;
    private readonly FenceWatch _watch;

    public FenceWatchTests()
    {
        _fence = new Fence(_time);
        _fence.Watch();
        var me = new Identity();
        _watch = new FenceWatch(
            _table, new Members(), me, _fence, new SiloEnd(_fence, _heartbeats, me, _ending, NullLogger<SiloEnd>.Instance), _around, _around,
            Options.Create(new FencingOptions()), _time, NullLogger<FenceWatch>.Instance);
        _table.Set(5, Row(Me, SiloStatus.Active), Row(Other, SiloStatus.Active));
    }

    [Fact]
    public async Task A_member_goes_on()
    {
        await Look();
        Assert.False(_fence.IsClosed);
        Assert.Equal(5, _watch.Seen);
    }

    [Fact]
    public async Task Whoever_is_declared_dead_writes_no_more_and_ends()
    {
        await Look();
        _table.Set(6, Row(Me, SiloStatus.Dead), Row(Other, SiloStatus.Active));

        _ = Look();
        Assert.False(_fence.IsOpen);
        Assert.Equal(SiloEnd.ExitCode, await _ending.Code.WaitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_emptied_table_is_written_again_and_nobody_ends()
    {
        await Look();
        _table.Empty();
        await Look();
        await Look();

        Assert.False(_fence.IsClosed);
        Assert.Equal([Me, Other], _table.Rows.Keys.OrderBy(silo => silo.Endpoint.Port));
        Assert.Equal(6, _table.Version);
    }

    [Fact]
    public async Task An_emptied_table_that_cannot_be_written_again_ends_whoever_finds_it()
    {
        await Look();
        _table.Empty();
        _around.Lose(Other);
        await Look();
        Assert.False(_fence.IsClosed);

        Pass(TimeSpan.FromSeconds(6));
        _ = Look();
        await _ending.Code.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task After_a_standstill_nothing_is_written_before_the_table_was_seen()
    {
        await Look();
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.False(_fence.Pulse());
        _table.IsUnreadable = true;
        await Look();
        Assert.False(_fence.IsOpen);

        _table.IsUnreadable = false;
        await Look();
        Assert.True(_fence.IsOpen);
    }

    [Fact]
    public async Task Redis_may_be_away_for_an_hour_while_the_others_are_around()
    {
        await Look();
        _table.IsUnreadable = true;
        Pass(TimeSpan.FromHours(1));
        await Look();
        Assert.True(_fence.IsOpen);

        _around.Lose(Other);
        _ = Look();
        await _ending.Code.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Most_of_them_end_too_when_the_one_that_reads_the_table_has_gone_on_without_them()
    {
        _table.Set(5, Row(Me, SiloStatus.Active), Row(Third, SiloStatus.Active), Row(Other, SiloStatus.Active));
        await Look();
        _table.IsUnreadable = true;
        _around.Lose(Other);
        Pass(TimeSpan.FromSeconds(9));

        _around.Beat(Other, tableVersion: 5);
        for (var looks = 0; looks < 5; looks++)
        {
            _around.Beat(Other, tableVersion: 5);
            await Look();
        }

        Assert.True(_fence.IsOpen); // The other does not know more.

        _around.Beat(Other, tableVersion: 7);
        await Look();
        await Look();
        Assert.True(_fence.IsOpen); // Its heart has stopped, for all that is known.

        _around.Beat(Other, tableVersion: 7);
        await Look();
        Assert.True(_fence.IsOpen);
        _around.Beat(Other, tableVersion: 7);
        _ = Look();
        Assert.Equal(SiloEnd.ExitCode, await _ending.Code.WaitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whoever_is_reached_may_have_a_later_table()
    {
        await Look();
        _table.IsUnreadable = true;
        Pass(TimeSpan.FromSeconds(9));
        for (var looks = 0; looks < 5; looks++)
        {
            _around.Beat(Other, tableVersion: 7);
            await Look();
        }

        Assert.True(_fence.IsOpen);
    }

    public ValueTask DisposeAsync() => _heartbeats.DisposeAsync();

    private Task Look() => _watch.Look(TestContext.Current.CancellationToken);

    private void Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _fence.Pulse();
        }
    }

    private static SiloAddress Address(int port) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, port), 1);

    private static MembershipEntry Row(SiloAddress silo, SiloStatus status) => new() { SiloAddress = silo, Status = status, SiloName = $"{silo}", HostName = "here" };

    private sealed class Around : IPeers, IHeartbeats
    {
        private readonly HashSet<SiloAddress> _lost = [];
        private readonly Dictionary<string, Heartbeat> _beating = [];

        public void Lose(SiloAddress silo) => _lost.Add(silo);

        public void Beat(SiloAddress silo, long tableVersion)
        {
            var name = JoinGate.Name(silo);
            _beating[name] = new Heartbeat(name, tableVersion, _beating.GetValueOrDefault(name).Beat + 1);
        }

        public Task<Surroundings> Look(IReadOnlyCollection<SiloAddress> peers, TimeSpan timeout) =>
            Task.FromResult(new Surroundings(peers.Count(peer => !_lost.Contains(peer)), [.. peers.Where(_lost.Contains)]));

        public Task<ImmutableArray<Heartbeat>> Read(string clusterId, CancellationToken cancellation) => Task.FromResult<ImmutableArray<Heartbeat>>([.. _beating.Values]);
    }

    private sealed class Ending : IProcess
    {
        private readonly TaskCompletionSource<int> _code = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<int> Code => _code.Task;

        public void Exit(int code) => _code.TrySetResult(code);
    }

    private sealed class Identity : ILocalSiloDetails
    {
        public string Name => "me";

        public string ClusterId => "test";

        public string DnsHostName => "here";

        public SiloAddress SiloAddress => Me;

        public SiloAddress GatewayAddress => Me;
    }

    private sealed class Members : IClusterMembershipService
    {
        public ClusterMembershipSnapshot CurrentSnapshot { get; } = new(ImmutableDictionary<SiloAddress, ClusterMember>.Empty, MembershipVersion.MinValue);

        public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => AsyncEnumerable.Empty<ClusterMembershipSnapshot>();

        public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default) => default;

        public Task<bool> TryKill(SiloAddress siloAddress) => Task.FromResult(false);
    }
}

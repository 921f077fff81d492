using System.Collections.Immutable;
using System.Threading.Channels;
using Rostra.Realtime;
using Rostra.Testing;
using Rostra.Users;
using Xunit;

namespace Rostra.Rooms;

/// <summary>Two gateways and a room's grain, on a real silo: times are short and real.</summary>
[Trait("Set", "slow")]
public sealed class PresenceGrainTests(PostgresServer postgres)
{
    private static readonly Dictionary<string, string?> Short = new()
    {
        ["Rostra:Presence:Lease"] = "00:00:02",
        ["Rostra:Presence:Grace"] = "00:00:00.500",
    };

    [Fact]
    public async Task A_person_is_online_until_the_last_of_two_gateways_lets_go_of_them()
    {
        await using var cluster = await RostraCluster.Start(postgres, setup: setup => setup.Settings = Short);
        var (ada, alan) = (await cluster.User("ada"), await cluster.User("alan"));
        var room = await cluster.NewRoom(ada);
        await room.Joins(alan);
        var one = await Attached.To(cluster, room, ada, alan);
        var other = await Attached.To(cluster, room, alan);
        Assert.Equal([ada, alan], (await one.Hears(news => news.OnlineCount == 2)).Online.OrderBy(user => user.Username));

        await one.Holds(ada);
        await other.Holds();

        var gone = await one.Hears(news => !news.Offline.IsEmpty);
        Assert.Equal([alan.Id], gone.Offline);
        Assert.Equal(1, gone.OnlineCount);
        Assert.Equal(1, (await other.Hears(news => !news.Offline.IsEmpty)).OnlineCount);
    }

    [Fact]
    public async Task The_people_of_a_gateway_that_is_silent_are_gone_when_its_lease_ends_and_moving_hides_it()
    {
        await using var cluster = await RostraCluster.Start(postgres, setup: setup => setup.Settings = Short);
        var (ada, alan, ken) = (await cluster.User("ada"), await cluster.User("alan"), await cluster.User("ken"));
        var room = await cluster.NewRoom(ada);
        await room.Joins(alan);
        await room.Joins(ken);
        var living = await Attached.To(cluster, room, ada);
        _ = await Attached.To(cluster, room, alan, ken);
        await living.Hears(news => news.OnlineCount == 3);

        await living.Holds(ada, ken); // Ken has moved; the other gateway says no more.

        var gone = await living.Hears(news => !news.Offline.IsEmpty);
        Assert.Equal([alan.Id], gone.Offline);
        Assert.DoesNotContain(living.Told, news => news.Offline.Contains(ken.Id));
        Assert.Equal(new[] { ada.Id, ken.Id }.Order(), (await cluster.Grains.Room(room.Id).Online(ada.Id, null)).Order());
    }

    [Fact]
    public async Task A_wrong_hash_is_noticed_and_the_whole_set_puts_it_right()
    {
        await using var cluster = await RostraCluster.Start(postgres, setup: setup => setup.Settings = Short);
        var (ada, alan) = (await cluster.User("ada"), await cluster.User("alan"));
        var room = await cluster.NewRoom(ada);
        await room.Joins(alan);
        var gateway = await Attached.To(cluster, room, ada);

        var position = await cluster.Grains.Room(room.Id).Renew(gateway.Id, new PresenceReport(long.MaxValue - 1, CrowdHash.Of(alan.Id), [], []));
        Assert.False(position!.Presence.IsInStep);
        position = await cluster.Grains.Room(room.Id).Renew(gateway.Id, new PresenceReport(long.MaxValue, CrowdHash.Of(alan.Id), [alan.Id], [], IsFull: true, WantsSet: true));
        Assert.True(position!.Presence.IsInStep);
        Assert.Equal([alan.Id], await cluster.Grains.Room(room.Id).Online(ada.Id, [alan.Id]));
    }

    [Fact]
    public async Task Strangers_are_not_online_and_are_told_of_nobody()
    {
        await using var cluster = await RostraCluster.Start(postgres, setup: setup => setup.Settings = Short);
        var (ada, eve) = (await cluster.User("ada"), await cluster.User("eve"));
        var room = await cluster.NewRoom(ada);
        var gateway = await Attached.To(cluster, room, ada, eve);

        Assert.Equal([ada.Id], await cluster.Grains.Room(room.Id).Online(ada.Id, null));
        Assert.Empty(await cluster.Grains.Room(room.Id).Online(eve.Id, null));
        Assert.Equal(RefusalCode.NotMember, (await cluster.Grains.Room(room.Id).Typing(eve)).Refusal!.Code);
        Assert.Equal(RefusalCode.RoomNotFound, (await cluster.Grains.Room(Guid.NewGuid()).Typing(ada)).Refusal!.Code);
        await room.Joins(eve);
        await gateway.Hears(news => news.OnlineCount == 2);
    }

    [Fact]
    public async Task Lists_count_who_is_online_and_wake_no_room()
    {
        await using var cluster = await RostraCluster.Start(postgres, setup: setup => setup.Settings = Short);
        var ada = await cluster.User("ada");
        var room = await cluster.NewRoom(ada);
        var gateway = await Attached.To(cluster, room, ada);
        var asleep = Enumerable.Range(0, 300).Select(_ => Guid.NewGuid()).ToList();

        while (await Count(cluster, room.Id) == 0)
        {
            await gateway.Holds(ada);
        }

        Assert.Equal(1, await Count(cluster, room.Id));
        Assert.All(await Task.WhenAll(asleep.Select(id => Count(cluster, id))), count => Assert.Equal(0, count));
        var management = cluster.Grains.GetGrain<IManagementGrain>(0);
        Assert.All(await Task.WhenAll(asleep.Select(async id => await management.GetActivationAddress(cluster.Grains.Room(id)))), Assert.Null);

        await gateway.Holds();
        while (await Count(cluster, room.Id) == 1)
        {
            await gateway.Holds();
        }
    }

    private static async Task<int> Count(RostraCluster cluster, Guid roomId) =>
        (await cluster.Grains.OnlineCounts(OnlineCountKeys.ShardOf(roomId)).Of([roomId]))[0];

    /// <summary>A gateway with people on it, which writes down what it is told.</summary>
    private sealed class Attached : IGatewayObserver
    {
        private static readonly TimeSpan RenewEvery = TimeSpan.FromMilliseconds(100);

        private readonly Channel<PresenceNews> _news = Channel.CreateUnbounded<PresenceNews>();
        private IRoomGrain _room = null!;
        private IGatewayObserver _reference = null!; // Orleans holds observers weakly.
        private ImmutableArray<Guid> _held;
        private long _number;

        public Guid Id { get; } = Guid.NewGuid();

        public List<PresenceNews> Told { get; } = [];

        public static async Task<Attached> To(RostraCluster cluster, TestRoom room, params UserRef[] held)
        {
            var gateway = new Attached { _room = cluster.Grains.Room(room.Id), _held = [.. held.Select(user => user.Id)] };
            gateway._reference = cluster.Observe<IGatewayObserver>(gateway);
            var position = await gateway._room.Attach(new GatewayLease(gateway.Id, gateway._reference), gateway._held, gateway.Report());
            Assert.True(position.Presence.IsInStep);
            return gateway;
        }

        public Task Holds(params UserRef[] held)
        {
            _held = [.. held.Select(user => user.Id)];
            return Renew();
        }

        /// <summary>The next news of a kind; renews as long as it waits.</summary>
        public async Task<PresenceNews> Hears(Func<PresenceNews, bool> which)
        {
            while (true)
            {
                var next = _news.Reader.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask();
                while (await Task.WhenAny(next, Task.Delay(RenewEvery, TestContext.Current.CancellationToken)) != next)
                {
                    await Renew();
                }

                var news = await _news.Reader.ReadAsync(TestContext.Current.CancellationToken);
                Told.Add(news);
                if (which(news))
                {
                    return news;
                }
            }
        }

        public Task Receive(ImmutableArray<RoomBatch> batches)
        {
            foreach (var news in batches.Select(batch => batch.Presence).OfType<PresenceNews>())
            {
                _news.Writer.TryWrite(news);
            }

            return Task.CompletedTask;
        }

        public Task Notify(ImmutableArray<PersonNotice> notices) => Task.CompletedTask;

        public Task SilosChanged(long version) => Task.CompletedTask;

        public Task SessionEnded(Guid sessionId, SessionEnd reason) => Task.CompletedTask;

        private PresenceReport Report() => new(++_number, _held.Aggregate(0L, (sum, userId) => unchecked(sum + CrowdHash.Of(userId))), _held, [], IsFull: true);

        private async Task Renew() => Assert.True((await _room.Renew(Id, Report()))!.Presence.IsInStep);
    }
}

using System.Collections.Immutable;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Rostra.Rooms;
using Xunit;

namespace Rostra.Realtime;

[Trait("Set", "slow")]
public sealed class PresencePropertyTests
{
    [Fact]
    public void Through_reloads_lost_calls_and_news_and_dying_nodes_nobody_who_stays_is_shown_as_gone_and_all_end_with_who_is_there() =>
        Gen.Int[0, 99_999].Array[1, 120].Sample(decisions => new PresenceRun(decisions).Play(), iter: 1_500);

    /// <summary>One random history: a real board for each activation of the room, real feeds on two gateways, and tabs that do what the contract says.</summary>
    private sealed class PresenceRun(int[] decisions)
    {
        private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);
        private static readonly ImmutableUsers People = new(4);

        /// <summary>Reloads and moves all the time, and never stays away.</summary>
        private static readonly Guid Stayer = People.Ids[0];

        private readonly FakeTimeProvider _clock = new();
        private readonly SimulatedGateway[] _gateways = [new(), new()];
        private readonly List<Tab> _tabs = [];
        private PresenceBoard _board = null!;
        private Guid _activation;

        private TimeSpan Now => _clock.GetElapsedTime(0);

        public void Play()
        {
            Activate();
            for (var gateway = 0; gateway < _gateways.Length; gateway++)
            {
                Start(gateway);
            }

            Open(Stayer, 0);
            foreach (var decision in decisions)
            {
                Step(decision % 12, decision / 12);
                Pass(1);
            }

            Array.ForEach(_gateways, gateway => (gateway.IsFailing, gateway.Loses, gateway.SlowFor) = (false, Loss.None, 0));
            Pass((int)(TimeSpan.FromSeconds(50) / Tick));
            var there = _tabs.Select(tab => tab.UserId).Distinct().Order().ToList();
            Assert.Equal(there, _board.Online().Order());
            Assert.All(_tabs, tab => Assert.Equal(there, tab.View!.Order()));
            Assert.All(_tabs, tab => Assert.Equal(there.Count, _gateways[tab.Gateway].Feed.OnlineCount));
        }

        private void Step(int kind, int rest)
        {
            var (at, person) = (rest % 2, People.Ids[1 + (rest / 2 % 3)]);
            switch (kind)
            {
                case < 4: Toggle(person, at); break;
                case 4 or 5: Reload(at); break;
                case 6: _gateways[at].IsFailing = true; break;
                case 7: _gateways[at].Loses = rest % 4 < 2 ? Loss.Marked : Loss.Silent; break;
                case 8: _gateways[at].SlowFor = rest % 8; break;
                case 9 when rest % 3 == 0: EndActivation(isTold: rest % 2 == 0); break;
                case 10 when rest % 3 == 0: Die(at); break;
                default: Pass(rest % 60); break;
            }
        }

        private void Toggle(Guid person, int at)
        {
            if (_tabs.FirstOrDefault(tab => tab.UserId == person && tab.Gateway == at) is { } open)
            {
                Close(open);
            }
            else
            {
                Open(person, at);
            }
        }

        private void Reload(int at)
        {
            _tabs.Where(tab => tab.UserId == Stayer).ToList().ForEach(Close);
            Open(Stayer, at);
        }

        private void Open(Guid person, int at)
        {
            var tab = new Tab(person, at, () => _board.Online());
            _tabs.Add(tab);
            tab.Admission = _gateways[at].Feed.Admit(tab)!;
        }

        private void Close(Tab tab)
        {
            _tabs.Remove(tab);
            _gateways[tab.Gateway].Feed.Remove(tab);
        }

        private void Activate() => (_board, _activation) = (new PresenceBoard(new PresenceOptions(), userId => People[userId], Now), Guid.NewGuid());

        private void EndActivation(bool isTold)
        {
            foreach (var gateway in _gateways.Where(gateway => gateway.IsAttached))
            {
                gateway.IsAttached = false;
                if (isTold)
                {
                    gateway.Underway.Enqueue(new RoomBatch(RoomModel.RoomId, _activation, 1, 1, [], Detached: true));
                }
                else
                {
                    gateway.Feed.RenewSoon(); // Its silo died: the others tell.
                }
            }

            Activate();
        }

        /// <summary>Without a goodbye; another process takes its place, and those who want to stay open a tab on the other.</summary>
        private void Die(int at)
        {
            _tabs.RemoveAll(tab => tab.Gateway == at);
            Start(at);
            if (!_tabs.Any(tab => tab.UserId == Stayer))
            {
                Open(Stayer, 1 - at);
            }
        }

        private void Start(int at)
        {
            var feed = new Feed(
                RoomModel.RoomId, userId => [.. _tabs.Where(tab => tab.UserId == userId && tab.Gateway == at)], new TailBudget(1_000), new FeedTimes { Linger = TimeSpan.FromDays(1) }, _clock);
            _gateways[at] = new SimulatedGateway { Feed = feed };
        }

        private void Pass(int ticks)
        {
            for (; ticks > 0; ticks--)
            {
                _clock.Advance(Tick);
                Announce();
                foreach (var gateway in _gateways)
                {
                    Deliver(gateway);
                    Call(gateway);
                }

                _tabs.ForEach(tab => tab.Follow(Stayer));
            }
        }

        private void Announce()
        {
            if (_board.Advance(Now) is not { } news)
            {
                return;
            }

            foreach (var gateway in _gateways.Where(gateway => gateway.IsAttached))
            {
                var told = gateway.Loses switch { Loss.Marked => news.Lost(), Loss.Silent => null, _ => news };
                gateway.Loses = Loss.None;
                gateway.Underway.Enqueue(new RoomBatch(RoomModel.RoomId, _activation, 1, 1, [], Presence: told));
            }
        }

        private static void Deliver(SimulatedGateway gateway)
        {
            if (gateway.SlowFor-- > 0)
            {
                return;
            }

            while (gateway.Underway.TryDequeue(out var batch))
            {
                gateway.Feed.Take([batch]);
            }
        }

        private void Call(SimulatedGateway gateway)
        {
            for (var calls = 0; gateway.Feed.Next() is { } call; calls++)
            {
                Assert.True(calls < 5, "the room is asked again and again");
                if (gateway.IsFailing)
                {
                    gateway.IsFailing = false;
                    gateway.Feed.Failed(call);
                }
                else if (call is FeedCall.Attach attach)
                {
                    gateway.IsAttached = true;
                    gateway.Feed.Attached(attach, Position(gateway, attach.Report));
                }
                else if (call is FeedCall.Renew renew)
                {
                    gateway.Feed.Renewed(renew, gateway.IsAttached ? Position(gateway, renew.Report) : null);
                }
            }
        }

        private RoomPosition Position(SimulatedGateway gateway, PresenceReport report)
        {
            var isInStep = _board.Take(gateway.Id, report, Now);
            Announce();
            return new RoomPosition(RoomModel.Epoch, _activation, 1, [], _board.Position(isInStep, report.WantsSet, Now));
        }
    }

    private enum Loss
    {
        None,
        Marked,
        Silent,
    }

    private sealed class SimulatedGateway
    {
        public Guid Id { get; } = Guid.NewGuid();

        public Feed Feed { get; init; } = null!;

        public Queue<RoomBatch> Underway { get; } = [];

        public bool IsAttached { get; set; }

        public bool IsFailing { get; set; }

        public Loss Loses { get; set; }

        public int SlowFor { get; set; }
    }

    /// <summary>Shows the room: reads who is online once it has been greeted, puts what comes after on top, and reads again when the numbers differ.</summary>
    private sealed class Tab(Guid userId, int gateway, Func<ImmutableArray<Guid>> read) : IListener
    {
        private readonly Queue<PresenceChanged> _heard = [];

        public Guid UserId => userId;

        public int Gateway => gateway;

        public Task<bool> Admission { get; set; } = null!;

        public HashSet<Guid>? View { get; private set; }

        public void Send(Delivery delivery)
        {
            foreach (var change in Assert.IsType<LiveBatch>(delivery.Batch).Events)
            {
                _heard.Enqueue(Assert.IsType<PresenceChanged>(change));
            }
        }

        public bool Enter(Guid roomId) => true;

        public void Exit(Guid roomId)
        {
        }

        public void Follow(Guid stayer)
        {
            if (!Admission.IsCompleted)
            {
                return;
            }

            View ??= [.. read()];
            while (_heard.TryDequeue(out var change))
            {
                Assert.DoesNotContain(stayer, change.Offline);
                Assert.False(change.Full is true && View.Contains(stayer) && change.Online.All(user => user.Id != stayer), "everyone without one who was shown and is here");
                View = change.Full is true ? [] : View;
                View.UnionWith(change.Online.Select(user => user.Id));
                View.ExceptWith(change.Offline);
                View = View.Count == change.OnlineCount ? View : [.. read()];
            }
        }
    }
}

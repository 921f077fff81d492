using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Rostra.Realtime;

public sealed class FeedPropertyTests
{
    [Fact]
    public void Whatever_is_lost_doubled_or_late_every_member_ends_with_the_room_as_it_is() =>
        Gen.Int[0, 9_999].Array[1, 120].Sample(decisions => new FeedRun(decisions).Play(), iter: 3_000);

    /// <summary>One random history: people talk, join and leave, connections come and go, batches are lost, doubled and late, calls fail.</summary>
    private sealed class FeedRun
    {
        private readonly RoomModel _room = new();
        private readonly FakeTimeProvider _clock = new();
        private readonly List<ModelClient> _clients = [];
        private readonly List<RoomBatch> _underway = [];
        private readonly List<FeedCall> _calls = [];
        private readonly Feed _feed;
        private readonly int[] _decisions;
        private long _sent;
        private bool _isAttached;

        public FeedRun(int[] decisions)
        {
            _decisions = decisions;
            _feed = new Feed(RoomModel.RoomId, Of, new TailBudget(20_000), new FeedTimes { Linger = TimeSpan.FromDays(1) }, _clock);
            _room.Toggle(RoomModel.Users[0]);
        }

        public void Play()
        {
            foreach (var decision in _decisions)
            {
                Step(decision % 20, decision / 20);
            }

            Settle();
            foreach (var client in _clients)
            {
                var isMember = _room.Members.Contains(client.UserId);
                Assert.Equal(isMember && client.Admission is not { IsCompleted: false }, client.IsInside || (isMember && client.Known is null));
                if (client.IsInside)
                {
                    Assert.Equal(_room.Head, client.Known);
                    Assert.Equal(_room.At(_room.Head).OrderBy(message => message.Key), client.Messages.OrderBy(message => message.Key));
                }
            }
        }

        private IReadOnlyList<IListener> Of(Guid userId) => [.. _clients.Where(client => client.UserId == userId)];

        private void Step(int kind, int rest)
        {
            var user = RoomModel.Users[rest % RoomModel.Users.Length];
            switch (kind)
            {
                case < 5: _room.Post(user); break;
                case < 8: _room.Edit(rest); break;
                case 8 or 9: _room.Toggle(user); break;
                case 10 or 11: Hello(user.Id); break;
                case 12: Close(rest); break;
                case 13: _clock.Advance(TimeSpan.FromMilliseconds(400)); break;
                case 14: _clock.Advance(TimeSpan.FromSeconds(11)); break;
                case 15 or 16: Announce(rest); break;
                case 17: Deliver(rest); break;
                case 18: Answer(rest); break;
                default: Announce(4); Deliver(0); break;
            }

            Pursue();
        }

        private void Hello(Guid userId)
        {
            var client = new ModelClient(_room, userId);
            _clients.Add(client);
            if (_room.Members.Contains(userId))
            {
                client.Admission = _feed.Admit(client);
            }
        }

        private void Close(int which)
        {
            if (_clients.Count > 0)
            {
                var client = _clients[which % _clients.Count];
                client.Close();
                _clients.Remove(client);
                _feed.Remove(client);
            }
        }

        /// <summary>The room speaks: what happened since it last spoke. Now and then that is lost.</summary>
        private void Announce(int how)
        {
            if (!_isAttached || _sent == _room.Head)
            {
                return;
            }

            var batch = _room.Batch(_sent);
            _sent = _room.Head;
            switch (how % 5)
            {
                case 0: break;
                case 1: _underway.AddRange([batch, batch]); break;
                case 2: _underway.Add(batch with { After = batch.UpTo, Events = [] }); break;
                case 3: _isAttached = false; _underway.Add(batch with { Detached = true }); break;
                default: _underway.Add(batch); break;
            }
        }

        private void Deliver(int which)
        {
            if (_underway.Count > 0)
            {
                var (first, count) = (which % _underway.Count, 1 + (which % 3));
                var batches = _underway.Skip(first).Take(count).ToList();
                _underway.RemoveRange(first, batches.Count);
                _feed.Take(batches);
            }
        }

        private void Pursue()
        {
            while (_feed.Next() is { } call)
            {
                _calls.Add(call);
            }
        }

        private void Answer(int how)
        {
            if (_calls.Count == 0)
            {
                return;
            }

            var call = _calls[how % _calls.Count];
            _calls.Remove(call);
            if (how % 7 == 6)
            {
                _feed.Failed(call);
                return;
            }

            switch (call)
            {
                case FeedCall.Attach attach:
                    if (!_isAttached)
                    {
                        (_isAttached, _sent, _room.Activation) = (true, _room.Head, Guid.NewGuid());
                    }

                    _feed.Attached(attach, _room.Position(attach.Users));
                    break;
                case FeedCall.Renew renew:
                    _feed.Renewed(renew, _isAttached ? _room.Position([]) : null);
                    break;
                case FeedCall.Fetch fetch:
                    _feed.Fetched(fetch, _room.Page(fetch.After, 1 + (how % 5)));
                    break;
            }
        }

        private void Settle()
        {
            for (var round = 0; round < 500; round++)
            {
                Announce(4);
                Deliver(0);
                Answer(0);
                _clock.Advance(TimeSpan.FromSeconds(round % 10 == 9 ? 11 : 1));
                Pursue();
            }

            Assert.Empty(_underway);
        }
    }
}

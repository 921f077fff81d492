using CsCheck;
using Rostra.Realtime;
using Rostra.Users;
using Xunit;

namespace Rostra.Rooms;

[Trait("Set", "slow")]
public sealed class PresenceBoardPropertyTests
{
    [Fact]
    public void Whoever_comes_goes_reloads_moves_or_dies_the_board_and_those_it_tells_end_with_who_is_there() =>
        Gen.Int[0, 99_999].Array[1, 150].Sample(decisions => new BoardRun(decisions).Play(), iter: 2_000);

    /// <summary>One random history of a room of a few people on a few gateways, beside the simplest model: when was this person last held, by whom.</summary>
    private sealed class BoardRun
    {
        private const int Gateways = 3;

        private static readonly ImmutableUsers People = new(6);

        private readonly PresenceOptions _options = new() { ListedMax = 4, CrowdOf = 3 };
        private readonly HashSet<Guid> _members = [.. People.Ids];
        private readonly HashSet<Guid>[] _held = [.. Enumerable.Range(0, Gateways).Select(_ => new HashSet<Guid>())];
        private readonly TimeSpan?[] _renewed = new TimeSpan?[Gateways];
        private readonly Dictionary<Guid, TimeSpan> _closedAt = [];
        private readonly Follower _follower = new();
        private readonly PresenceBoard _board;
        private readonly int[] _decisions;
        private TimeSpan _now = TimeSpan.FromHours(1);
        private TimeSpan? _untoldSince;
        private TimeSpan _crowdAt = TimeSpan.MinValue;
        private int _wereOnline;
        private TimeSpan _lastNewsAt = TimeSpan.MinValue;

        public BoardRun(int[] decisions)
        {
            _decisions = decisions;
            _board = new PresenceBoard(_options, userId => _members.Contains(userId) ? People[userId] : null, _now);
        }

        public void Play()
        {
            foreach (var decision in _decisions)
            {
                Step(decision % 10, decision / 10);
            }
        }

        private void Step(int kind, int rest)
        {
            var (gateway, person) = (rest % Gateways, People.Ids[rest / Gateways % People.Ids.Count]);
            switch (kind)
            {
                case < 5: Toggle(gateway, person); break;
                case 5: Report(gateway, Full(gateway)); break;
                case 6: Pass(TimeSpan.FromMilliseconds(50 + (rest % 400))); break;
                case 7: Pass(TimeSpan.FromSeconds(1 + (rest % 5))); break;
                case 8 when rest % 4 == 0: Pass(TimeSpan.FromSeconds(11)); break;
                case 8 when rest % 4 == 1: Detach(gateway); break;
                case 9: Membership(person); break;
            }
        }

        /// <summary>A connection opens or closes, and the gateway says so.</summary>
        private void Toggle(int gateway, Guid person)
        {
            var came = !_held[gateway].Contains(person);
            Change(gateway, person, came);
            Report(gateway, new PresenceReport(_now.Ticks, Hash(gateway), came ? [person] : [], came ? [] : [person]));
        }

        private PresenceReport Full(int gateway) => new(_now.Ticks, Hash(gateway), [.. _held[gateway]], [], IsFull: true);

        private long Hash(int gateway) => _held[gateway].Aggregate(0L, (sum, person) => unchecked(sum + CrowdHash.Of(person)));

        private void Report(int gateway, PresenceReport report)
        {
            _renewed[gateway] = _now;
            Assert.True(_board.Take(new Guid(gateway, 0, 0, new byte[8]), report, _now));
            Check();
        }

        private void Detach(int gateway)
        {
            foreach (var person in _held[gateway].ToList())
            {
                Change(gateway, person, came: false);
            }

            _renewed[gateway] = null;
            _board.Detach(new Guid(gateway, 0, 0, new byte[8]), _now);
            Check();
        }

        private void Change(int gateway, Guid person, bool came)
        {
            if (came)
            {
                _held[gateway].Add(person);
            }
            else if (_held[gateway].Remove(person) && _members.Contains(person))
            {
                _closedAt[person] = _now;
            }
        }

        private void Membership(Guid person)
        {
            if (!_members.Remove(person))
            {
                _members.Add(person);
            }

            _closedAt.Remove(person);
            _board.MembershipChanged(person, _now);
            Check();
        }

        /// <summary>Time goes by in steps of what is due; nothing is to be done between them.</summary>
        private void Pass(TimeSpan time)
        {
            var until = _now + time;
            while (_board.Due is { } due && due <= until)
            {
                _now = due > _now ? due : _now;
                Lapse();
                Check();
            }

            _now = until;
            Check();
        }

        private void Lapse()
        {
            for (var gateway = 0; gateway < Gateways; gateway++)
            {
                if (_renewed[gateway] + _options.Lease <= _now)
                {
                    _held[gateway].Clear();
                    _renewed[gateway] = null;
                }
            }
        }

        private IEnumerable<Guid> Online() => _members.Where(person =>
            _held.Any(held => held.Contains(person)) || (_closedAt.TryGetValue(person, out var closedAt) && _now < closedAt + _options.Grace));

        private void Check()
        {
            if (_board.Advance(_now) is { } news)
            {
                Assert.True(_now >= _lastNewsAt + _options.GatherFor);
                _lastNewsAt = _now;
                _follower.Hear(news);
            }

            var online = Online().ToHashSet();
            Assert.Equal(online.Union(_follower.Listed?.Intersect(_members) ?? []).Order(), _board.Online().Order());
            Assert.Equal(_board.Online().Length, _board.OnlineCount);
            Assert.All(People.Ids, person => Assert.Equal(_board.Online().Contains(person), _board.IsOnline(person)));
            var isTold = _follower.Count == online.Count && _follower.Listed?.SetEquals(online) is not false;
            _untoldSince = isTold ? null : _untoldSince ?? _now;
            _crowdAt = Math.Max(_wereOnline, online.Count) >= _options.CrowdOf ? _now : _crowdAt; // Of several who go at once the first goes out of a crowd.
            _wereOnline = online.Count;
            var mayWaitLonger = _follower.Listed is null || _now - _options.CountedGatherFor < _crowdAt;
            Assert.True(_untoldSince is null || _now < _untoldSince + (mayWaitLonger ? _options.CountedGatherFor : _options.GatherFor));
        }
    }

    /// <summary>Follows the news alone.</summary>
    private sealed class Follower
    {
        private long _version;

        public HashSet<Guid>? Listed { get; private set; } = [];

        public int Count { get; private set; }

        public void Hear(PresenceNews news)
        {
            Assert.True(news.IsFull || news.After == _version);
            Assert.Equal(_version + 1, news.UpTo);
            Assert.False(!news.IsFull && news.Online.IsEmpty && news.Offline.IsEmpty);
            (_version, Count) = (news.UpTo, news.OnlineCount);
            if (news.IsFull)
            {
                Listed = news.IsCounted ? null : [.. news.Online.Select(user => user.Id)];
                Assert.True(!news.IsCounted || news.Online.IsEmpty);
                return;
            }

            Assert.All(news.Online, user => Assert.True(Listed!.Add(user.Id)));
            Assert.All(news.Offline, userId => Assert.True(Listed!.Remove(userId)));
            Assert.Equal(Count, Listed!.Count);
        }
    }
}

/// <summary>A few people with fixed ids.</summary>
internal sealed class ImmutableUsers(int count)
{
    public IReadOnlyList<Guid> Ids { get; } = [.. Enumerable.Range(1, count).Select(at => new Guid(at, 0, 0, new byte[8]))];

    public UserRef this[Guid id] => new(id, $"person {id:N}");
}

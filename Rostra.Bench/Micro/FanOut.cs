using BenchmarkDotNet.Attributes;
using Rostra.Realtime;
using Rostra.Users;

namespace Rostra.Micro;

/// <summary>A feed brings a batch to its connections: from the silo's call until it is in every queue, as bytes; without the sockets.</summary>
[MemoryDiagnoser]
public class FanOut
{
    private readonly Dictionary<Guid, IReadOnlyList<IListener>> _connections = [];
    private Feed _feed = null!;
    private UserRef _speaker = null!;
    private long _head;

    [Params(10, 500)]
    public int Connections { get; set; }

    [Params(1, 10)]
    public int Events { get; set; }

    [GlobalSetup]
    public void Gather()
    {
        var people = Talk.People(Connections);
        foreach (var person in people) _connections[person.Id] = [new Queue(person.Id)];
        _speaker = people[0];
        _feed = new Feed(Talk.RoomId, person => _connections[person], new TailBudget(20_000), new FeedTimes(), TimeProvider.System);
        var room = new Rooms.Room(Talk.RoomId, "room", null, _speaker, default, Connections, 0, 1, 1, default) { Role = Rooms.RoomRole.Member, ReadSeq = 1, Unread = 0 };
        foreach (var person in people) _feed.Enter(person.Id, room);
        _head = 1;
    }

    [Benchmark]
    public void Take()
    {
        _feed.Take([Talk.Batch(_speaker, _head, Events)]);
        _head += Events;
    }

    /// <summary>A connection whose socket takes everything at once.</summary>
    private sealed class Queue(Guid userId) : IListener
    {
        private readonly Outbox _outbox = new(long.MaxValue, TimeSpan.MaxValue);

        public Guid UserId => userId;

        public void Send(Delivery delivery)
        {
            _outbox.Add(delivery.Frames, TimeSpan.Zero, out _);
            _outbox.Open(TimeSpan.Zero);
            while (_outbox.Peek() is not null) _outbox.Sent();
        }

        public bool Enter(Guid roomId) => true;

        public void Exit(Guid roomId)
        {
        }
    }
}

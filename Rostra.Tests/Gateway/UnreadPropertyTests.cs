using CsCheck;
using Rostra.Testing;
using Xunit;

namespace Rostra.Gateway;

/// <summary>Unread counts through random sends, deletes, joins, leaves, marks and reconnects at two gateways: what each client believes, what a fresh reading says, and a recount.</summary>
[Trait("Set", "slow")]
public sealed class UnreadPropertyTests(SharedHost host) : IClassFixture<SharedHost>, IAsyncLifetime
{
    private const int People = 3;
    private const int Rooms = 2;

    private static readonly Gen<(int Person, int Room)> Where = Gen.Select(Gen.Int[0, People - 1], Gen.Int[0, Rooms - 1]);
    private static readonly Gen<Step> AnyStep = Gen.Frequency(
        (6, Gen.Select(Where, Gen.Int[1, 6], Step (at, count) => new Step.Say(at.Person, at.Room, count))),
        (1, Gen.Select(Where, Gen.Int[60, 90], Step (at, count) => new Step.Say(at.Person, at.Room, count))),
        (4, Gen.Select(Where, Gen.Double[0, 1.1], Step (at, place) => new Step.Mark(at.Person, at.Room, place))),
        (3, Gen.Select(Where, Gen.Double[0, 1], Step (at, place) => new Step.Delete(at.Person, at.Room, place))),
        (2, Where.Select(Step (at) => new Step.Join(at.Person, at.Room))),
        (1, Where.Select(Step (at) => new Step.Leave(at.Person, at.Room))),
        (1, Where.Select(Step (at) => new Step.Reconnect(at.Person, at.Room))));

    /// <summary>What is done at once, and then looked at.</summary>
    private static readonly Gen<Step[][]> Day = AnyStep.Array[1, 6].Array[4, 10];

    private readonly TestAccount[] _people = new TestAccount[People];
    private TestGateway _other = null!;

    public async ValueTask InitializeAsync()
    {
        _other = await host.AnotherGateway();
        for (var i = 0; i < People; i++)
        {
            _people[i] = await host.Guest();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public Task Every_client_counts_as_a_recount_does() => Day.SampleAsync(
        async day =>
        {
            await using var run = await Run.Begin(_people, _other);
            foreach (var steps in day)
            {
                await Task.WhenAll(steps.Select(run.Do));
                await run.Check();
            }
        },
        iter: 6,
        threads: 1);

    private abstract record Step(int Person, int Room)
    {
        public sealed record Say(int Person, int Room, int Count) : Step(Person, Room);

        public sealed record Mark(int Person, int Room, double Place) : Step(Person, Room);

        public sealed record Delete(int Person, int Room, double Place) : Step(Person, Room);

        public sealed record Join(int Person, int Room) : Step(Person, Room);

        public sealed record Leave(int Person, int Room) : Step(Person, Room);

        public sealed record Reconnect(int Person, int Room) : Step(Person, Room);
    }

    /// <summary>Fresh rooms of the first person's; each person with a socket at each gateway.</summary>
    private sealed class Run : IAsyncDisposable
    {
        private readonly TestAccount[] _people;
        private readonly Func<TestAccount, Task<HubSocket>>[] _doors;
        private readonly Guid[] _rooms = new Guid[Rooms];
        private readonly long[] _heads = new long[Rooms];
        private readonly HubSocket[,] _sockets;

        private Run(TestAccount[] people, TestGateway other)
        {
            _people = people;
            _doors = [guest => guest.Greets(), guest => guest.At(other).Greets()];
            _sockets = new HubSocket[People, _doors.Length];
        }

        public static async Task<Run> Begin(TestAccount[] people, TestGateway other)
        {
            var run = new Run(people, other);
            for (var person = 0; person < People; person++)
            {
                for (var door = 0; door < run._doors.Length; door++)
                {
                    run._sockets[person, door] = await run._doors[door](people[person]);
                }
            }
            for (var room = 0; room < Rooms; room++)
            {
                run._rooms[room] = await people[0].Creates();
            }
            return run;
        }

        /// <summary>Refusals are part of it: who is not in a room can do nothing there.</summary>
        public async Task Do(Step step)
        {
            var (guest, room) = (_people[step.Person], _rooms[step.Room]);
            var socket = _sockets[step.Person, 0];
            switch (step)
            {
                case Step.Say say:
                    await Task.WhenAll(Enumerable.Range(0, say.Count).Select(i => socket.Ask("SendMessage", new { roomId = room, clientId = Guid.CreateVersion7(), text = $"{i}" })));
                    break;
                case Step.Mark mark:
                    await socket.Ask("MarkRead", new { roomId = room, seq = (long)(_heads[step.Room] * mark.Place) });
                    break;
                case Step.Delete delete:
                    await socket.Ask("DeleteMessage", new { roomId = room, id = (long)(_heads[step.Room] * delete.Place) });
                    break;
                case Step.Join:
                    await guest.Tries(HttpMethod.Post, $"/api/rooms/{room}/join");
                    break;
                case Step.Leave:
                    await guest.Tries(HttpMethod.Post, $"/api/rooms/{room}/leave");
                    break;
                case Step.Reconnect:
                    // The second one: what is under way on the first is another step's.
                    await _sockets[step.Person, 1].DisposeAsync();
                    _sockets[step.Person, 1] = await _doors[1](guest);
                    break;
            }
        }

        public async Task Check()
        {
            for (var person = 0; person < People; person++)
            {
                var guest = _people[person];
                var fresh = new Dictionary<Guid, (long ReadSeq, int Unread)>();
                foreach (var room in (await guest.Asks(HttpMethod.Get, "/api/rooms")).EnumerateArray().Where(room => _rooms.Contains(room.GetProperty("id").GetGuid())))
                {
                    var id = room.GetProperty("id").GetGuid();
                    fresh[id] = (room.GetProperty("readSeq").GetInt64(), room.GetProperty("unread").GetInt32());
                    _heads[Array.IndexOf(_rooms, id)] = room.GetProperty("lastSeq").GetInt64();
                    Assert.Equal(await Recount(guest, id, fresh[id].ReadSeq), fresh[id].Unread);
                }
                for (var door = 0; door < _doors.Length; door++)
                {
                    await Believes(_sockets[person, door], guest.Id, fresh);
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var socket in _sockets)
            {
                await socket.DisposeAsync();
            }
        }

        private static async Task<int> Recount(TestAccount guest, Guid room, long readSeq)
        {
            var (unread, after) = (0, readSeq);
            while (true)
            {
                var page = await guest.Asks(HttpMethod.Get, $"/api/rooms/{room}/messages?after={after}&limit=100");
                foreach (var message in page.GetProperty("messages").EnumerateArray())
                {
                    after = message.GetProperty("id").GetInt64();
                    unread += message.GetProperty("author").GetProperty("id").GetGuid() == guest.Id || message.TryGetProperty("deletedAt", out _) ? 0 : 1;
                }
                if (!page.GetProperty("hasNewer").GetBoolean())
                {
                    return Math.Min(unread, 100);
                }
            }
        }

        /// <summary>Waits for what is still on its way, and no longer.</summary>
        private async Task Believes(HubSocket socket, Guid me, Dictionary<Guid, (long ReadSeq, int Unread)> fresh)
        {
            while (true)
            {
                var view = UnreadView.Of(socket, me).Marks.Where(room => _rooms.Contains(room.Key)).ToDictionary();
                if (view.Count == fresh.Count && view.All(room =>
                    fresh.TryGetValue(room.Key, out var truth) && room.Value.ReadSeq == truth.ReadSeq && (room.Value.Unread ?? truth.Unread) == truth.Unread))
                {
                    return;
                }
                try
                {
                    await socket.Hears(_ => true);
                }
                catch (OperationCanceledException)
                {
                    Assert.Fail($"believes {string.Join(", ", view)} instead of {string.Join(", ", fresh)}");
                }
            }
        }
    }
}

using Rostra.Messages;
using Rostra.Rooms;
using Rostra.Testing;
using Xunit;

namespace Rostra.Faults;

/// <summary>A room is deleted while people speak: each send is before the end or refused, and nothing revives it.</summary>
[Trait("Set", "short"), Trait("Fault", "F28")]
public sealed class DeletedRoomTests(PostgresServer postgres)
{
    private const int Rounds = 1_000;
    private const int RoundsAtOnce = 25;
    private const int Senders = 8;

    [Fact]
    public async Task In_a_thousand_rooms_nothing_comes_after_the_end()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (one, other) = (database.Writer(), database.Writer());
        var people = await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => database.Person()));
        int before = 0, after = 0;

        await Parallel.ForAsync(0, Rounds, new ParallelOptions { MaxDegreeOfParallelism = RoundsAtOnce }, async (round, _) =>
        {
            var dice = new Random(round);
            var room = await Activation.New(database, one, people[0]);
            await room.Settle([.. people[1..].Select(person => new Command<Room>(draft => draft.Join(new RoomCommand(person))))]);

            // In every fourth room a second activation deletes it, of which the first knows nothing.
            var ending = round % 4 == 0 ? await Activation.Of(room.State.Id, database, other) : room;
            var steps = people.Select(person => (Func<Task<Outcome<Posted>?>>)(async () => await room.Post(person, "a word"))).ToList();
            steps.Insert(dice.Next(steps.Count + 1), async () =>
            {
                var ended = await ending.End(people[0]);
                while (ended.Refusal?.Code is RefusalCode.Moved)
                {
                    ended = await (ending = await Activation.Of(room.State.Id, database, other)).End(people[0]);
                }

                Assert.Null(ended.Refusal);
                return null;
            });
            var answers = await Task.WhenAll(steps.Select(step => step()));

            var log = await database.Log(room.State.Id);
            Assert.Equal(Enumerable.Range(1, log.Count).Select(seq => (long)seq), log);
            var acked = answers.OfType<Outcome<Posted>>().Where(answer => !answer.IsRefused).Select(answer => answer.Value!.Message.Id).ToList();
            Assert.Equal(log.Count - 1 - Senders, acked.Count); // Made, joined, the end; all else was acknowledged.
            Assert.DoesNotContain(acked, id => id >= log[^1]);
            var reloaded = await Activation.Of(room.State.Id, database, other);
            Assert.Equal(RefusalCode.RoomNotFound, (await reloaded.Post(people[1], "too late")).Refusal?.Code);
            Interlocked.Add(ref before, acked.Count);
            Interlocked.Add(ref after, Senders - acked.Count);
        });

        Assert.True(before > Rounds && after > Rounds, $"{before} before the end, {after} after it");
    }

    [Fact]
    public async Task Nobody_hears_or_says_anything_after_the_end_and_a_restart_does_not_change_that()
    {
        await using var rostra = await RostraCluster.Start(postgres, silos: 2, gateways: 1);
        var people = await Task.WhenAll(Enumerable.Range(0, Senders).Select(i => rostra.Person($"person {i}")));
        var room = await people[0].CreateRoom("short lived");
        await Task.WhenAll(people[1..].Select(person => person.Join(room)));

        var sending = people.Select(Speak).ToList();
        await people[1].Tabs[0].SeesUpTo(room, 60);
        await people[0].DeleteRoom(room);
        var acked = (await Task.WhenAll(sending)).SelectMany(sent => sent).ToList();

        foreach (var person in people)
        {
            var seen = await person.Tabs[0].SeesTheEnd(room);
            Assert.DoesNotContain(acked, sent => sent.Id >= seen.LeftAt);
            Assert.Empty(person.Tabs[0].Faults);
        }

        await rostra.KillSiloOf(room);
        Assert.Equal("roomNotFound", (await Assert.ThrowsAsync<RefusedException>(() => people[1].Send(room, "anew"))).Code);

        async Task<List<Sent>> Speak(Person person)
        {
            var sent = new List<Sent>();
            try
            {
                while (true)
                {
                    sent.Add(await person.Send(room, $"{sent.Count}"));
                }
            }
            catch (RefusedException refused)
            {
                Assert.Equal("roomNotFound", refused.Code);
            }

            return sent;
        }
    }
}

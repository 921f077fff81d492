using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Rostra.History;
using Rostra.Messages;
using Rostra.Testing;
using Rostra.Users;
using Xunit;

namespace Rostra.Rooms;

/// <summary>Random conversations on a real database: rules, log, pages and changes against a simple model, and clients that miss half of it.</summary>
public sealed class RoomPropertyTests(PostgresServer postgres)
{
    private const int People = 4;

    private static readonly Gen<int> Person = Gen.Int[0, People - 1];
    private static readonly Gen<long> Place = Gen.Long[1, 40];
    private static readonly Gen<string> Emoji = Gen.Bool.Select(first => first ? "👍" : "🎉");

    private static readonly Gen<RoomStep> Step = Gen.Frequency(
        (8, Gen.Select(Person, Gen.Int[0, 60], Gen.Int[0, 9], RoomStep (by, name, text) => new RoomStep.Post(by, name, text == 0 ? "" : $"text {text}"))),
        (3, Gen.Select(Person, Place, Gen.Int[1, 3], RoomStep (by, id, text) => new RoomStep.Edit(by, id, $"text {text}"))),
        (2, Gen.Select(Person, Place, RoomStep (by, id) => new RoomStep.Delete(by, id))),
        (4, Gen.Select(Person, Place, Emoji, Gen.Bool, RoomStep (by, id, emoji, on) => new RoomStep.React(by, id, emoji, on))),
        (3, Person.Select(RoomStep (by) => new RoomStep.Join(by))),
        (2, Gen.Select(Person, Person, RoomStep (by, to) => new RoomStep.HandOver(by, to))),
        (1, Person.Select(RoomStep (by) => new RoomStep.Leave(by))),
        (2, Gen.Select(Person, Person, RoomStep (by, whom) => new RoomStep.Remove(by, whom))),
        (2, Gen.Select(Person, Person, Gen.Bool, RoomStep (by, whom, isLifted) => new RoomStep.Ban(by, whom, isLifted))),
        (2, Gen.Select(Person, Person, Gen.Int[0, 20], RoomStep (by, whom, seconds) => new RoomStep.Mute(by, whom, seconds))),
        (1, Gen.Select(Person, Gen.Int[0, 3], RoomStep (by, times) => new RoomStep.Slow(by, 5 * times))));

    // What queues up together; between two batches another activation may take the room over, and seconds pass.
    private static readonly Gen<(RoomStep[] Steps, bool TakeOver, int Wait)[]> Conversation =
        Gen.Select(Step.Array[1, 7], Gen.Int[0, 9], Gen.Int[0, 6], (steps, other, wait) => (steps, other == 0, wait)).Array[1, 25];

    [Fact]
    public async Task A_room_answers_and_keeps_what_the_model_says_and_every_client_converges()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var (one, other) = (database.Writer(), database.Writer());
        // One more than those who act: a member who does nothing, and reads to the end whatever becomes of the others.
        var people = await Task.WhenAll(Enumerable.Range(0, People + 1).Select(_ => database.Person()));
        // A small memory, so that most commands are about messages that the room must look up.
        var limits = new RoomOptions { RecentMessagesMax = 5 };

        await Conversation.SampleAsync(async conversation =>
        {
            var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
            var room = await Activation.New(database, one, people[0], limits, time);
            await room.Join(people[^1]);
            var run = new Run(database, people, room, time);
            foreach (var (steps, takeOver, wait) in conversation)
            {
                run.Wait(wait);
                if (takeOver)
                {
                    run.Room = await Activation.Of(run.Room.State.Id, database, other, limits, time);
                }
                await run.Do(steps);
            }
            await run.Check();
        }, iter: 40, threads: 1);
    }

    /// <summary>One random conversation, its model, and a client that hears only some of it.</summary>
    private sealed class Run(RoomDatabase database, UserRef[] people, Activation room, FakeTimeProvider time)
    {
        private readonly RoomModel _model = new(0, People);
        private readonly ReadingClient _client = new(room.State.Id, people[^1].Id, database.History);
        private int _heard;

        public Activation Room { get; set; } = room;

        public void Wait(int seconds)
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            _model.Now += seconds;
        }

        public async Task Do(RoomStep[] steps)
        {
            var asked = steps.Select(Ask).ToList();
            var expected = steps.Select(_model.Do).ToList();
            var before = Room.Announced.Count;

            await Room.Settle([.. asked.Select(one => one.Command)]);

            for (var i = 0; i < steps.Length; i++)
            {
                // A leave does not say its place.
                var said = steps[i] is RoomStep.Leave ? expected[i] with { Id = null } : expected[i];
                Assert.Equal((steps[i], said), (steps[i], await asked[i].Answer()));
            }
            foreach (var (after, upTo, events) in Room.Announced.Skip(before))
            {
                Assert.Equal(upTo - after, events.Length);
                Assert.Equal(Enumerable.Range(1, events.Length).Select(i => after + i), events.Select(happened => happened.Seq));
                await _client.Hear(after, upTo, events, missed: _heard++ % 3 == 1, limit: 1 + (_heard % 7));
            }
        }

        public async Task Check()
        {
            var roomId = Room.State.Id;
            Assert.Equal(Enumerable.Range(1, (int)_model.Head).Select(seq => (long)seq), await database.Log(roomId));

            var page = (await database.History.Page(roomId, people[^1].Id, new PageRequest(null, null, null, 100))).Value!;
            var expected = _model.Messages.Values.OrderBy(message => message.Id).Select(message => Describe(message, people)).ToList();
            Assert.Equal(expected.TakeLast(100), page.Messages.Select(Describe));

            await _client.CatchUp(_model.Head);
            Assert.Equal(expected, _client.Messages.Select(Describe));
            Assert.Equal(_model.Members.Select(number => people[number].Id).Order(), _client.Members.Order());
            var listed = (await database.Directory.Members(roomId, people[^1].Id, new MemberQuery(null, null, null, 100))).Value!;
            Assert.Equal(_model.Members.Select(number => people[number].Id).Order(), listed.Members.Select(member => member.User.Id).Order());

            var owner = people[_model.Owner].Id;
            var room = (await database.Directory.Room(roomId, people[^1].Id)).Value!;
            Assert.Equal((owner, owner, owner), (room.Owner.Id, listed.Members[0].User.Id, _client.Owner));
            Assert.Equal([RoomRole.Owner], listed.Members.Select(member => member.Role).Where(role => role is RoomRole.Owner));
            Assert.Equal((_client.RoomChangedSeq, _client.SlowModeSeconds), (room.ChangedSeq, room.SlowModeSeconds));
            Assert.Equal(_client.Mutes.Order(), listed.Members.Select(member => (member.User.Id, member.MutedUntil)).Order());
        }

        private (Command Command, Func<Task<ModelAnswer>> Answer) Ask(RoomStep step)
        {
            var by = people[step.By];
            return step switch
            {
                RoomStep.Post post => With(Activation.Posting(by, post.Text, Name(post.Name)), posted => (posted.Message.Id, posted.Duplicate)),
                RoomStep.Edit edit => With(
                    new Command<Message>(draft => draft.Edit(new EditMessage(by, edit.Id, edit.Text))) { AboutMessage = edit.Id }, message => (message.Id, false)),
                RoomStep.Delete delete => With(
                    new Command<Message>(draft => draft.Delete(new DeleteMessage(by, delete.Id))) { AboutMessage = delete.Id }, message => (message.Id, false)),
                RoomStep.React react => With(
                    new Command<Message>(draft => draft.React(new React(by, react.Id, react.Emoji, react.On))) { AboutMessage = react.Id }, message => (message.Id, false)),
                RoomStep.Join => With(new Command<Room>(draft => draft.Join(new RoomCommand(by))), joined => (joined.LastSeq, false)),
                RoomStep.Leave => With(
                    new Command<Done>(draft => draft.Leave(new RoomCommand(by))), _ => (null, false)),
                RoomStep.HandOver give => With(
                    new Command<Member>(draft => draft.HandOver(new HandOver(by, people[give.To].Id))) { GoesAlone = true }, _ => (null, false)),
                RoomStep.Remove remove => With(new Command<Done>(draft => draft.Remove(new PersonAct(by, people[remove.Whom].Id))), _ => (null, false)),
                RoomStep.Ban ban => With(
                    new Command<Done>(draft => ban.IsLifted ? draft.LiftBan(About(by, ban.Whom)) : draft.Ban(About(by, ban.Whom))) { GoesAlone = true, AboutPerson = people[ban.Whom].Id },
                    _ => (null, false)),
                RoomStep.Mute mute => With(
                    new Command<Member>(draft => draft.Mute(new MuteMember(by, people[mute.Whom].Id, Until(mute.Seconds)))) { GoesAlone = true }, _ => (null, false)),
                RoomStep.Slow slow => With(
                    new Command<Done>(draft => draft.Edit(new EditRoom(by, null, false, null, SlowModeSeconds: slow.Seconds))) { GoesAlone = true }, _ => (null, false)),
                _ => throw new ArgumentOutOfRangeException(nameof(step)),
            };
        }

        private PersonAct About(UserRef by, int whom) => new(by, people[whom].Id);

        private DateTimeOffset? Until(int seconds) => seconds == 0 ? null : time.GetUtcNow().AddSeconds(seconds);

        private static (Command, Func<Task<ModelAnswer>>) With<T>(Command<T> command, Func<T, (long? Id, bool Duplicate)> read) => (command, async () =>
        {
            var answer = await command.Answered;
            if (answer.Refusal is { } refusal)
            {
                return new ModelAnswer(refusal.Code);
            }
            var (id, duplicate) = read(answer.Value!);
            return new ModelAnswer(null, id, duplicate);
        });

        private static Guid Name(int number) => new(number, 7, 7, [0, 0, 0, 0, 0, 0, 0, 1]);
    }

    private static string Describe(ModelMessage message, UserRef[] people) => Describe(
        message.Id, people[message.By].Id, message.Text, message.Deleted, message.Reactions.Select(reaction => (reaction.Emoji, people[reaction.By].Id)));

    private static string Describe(Message message) => Describe(
        message.Id, message.Author.Id, message.Text, message.DeletedAt is not null,
        message.Reactions.SelectMany(reaction => reaction.UserIds.Select(user => (reaction.Emoji, user))));

    private static string Describe(long id, Guid by, string text, bool deleted, IEnumerable<(string, Guid)> reactions) =>
        $"{id} {by} {text} {deleted} {string.Join(',', reactions.Order())}";
}

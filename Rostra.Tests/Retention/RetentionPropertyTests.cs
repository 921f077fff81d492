using CsCheck;
using Rostra.History;
using Rostra.Messages;
using Rostra.Testing;
using Rostra.Users;
using Xunit;

namespace Rostra.Rooms;

/// <summary>Random rooms that are trimmed while people speak, on a real database, against a list: nothing young is ever missing, nothing old is left, and every reader is told the same.</summary>
public sealed class RetentionPropertyTests(PostgresServer postgres)
{
    private const int People = 3;
    private const int ServerDays = 20;

    private static readonly Gen<int> Person = Gen.Int[0, People - 1];
    private static readonly Gen<double> Place = Gen.Double[0, 1];

    private static readonly Gen<Step> AnyStep = Gen.Frequency(
        (8, Person.Select(Step (by) => new Step.Post(by))),
        (3, Gen.Select(Person, Place, Step (by, place) => new Step.Edit(by, place))),
        (4, Gen.Select(Person, Place, Gen.Bool, Step (by, place, on) => new Step.React(by, place, on))),
        (2, Gen.Select(Person, Place, Step (by, place) => new Step.Delete(by, place))),
        (2, Gen.Select(Person, Place, Step (by, place) => new Step.Read(by, place))),
        (1, Gen.Int[0, 30].Select(Step (days) => new Step.Keep(days))),
        (4, Gen.Int[0, 15].Select(Step (days) => new Step.Wait(days))),
        (3, Gen.Select(Gen.Int[1, 9], Gen.Bool, Step (batch, isTold) => new Step.Trim(batch, isTold))),
        (1, Gen.Const<Step>(new Step.TakeOver())));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_room_that_is_trimmed_is_the_end_of_the_one_that_is_not()
    {
        await using var database = await RoomDatabase.Create(postgres);
        var writer = database.Writer();
        var people = await Task.WhenAll(Enumerable.Range(0, People).Select(_ => database.Person()));

        await AnyStep.Array[5, 60].SampleAsync(async steps =>
        {
            var time = new PassingTime(DateTimeOffset.UtcNow.AddDays(-2_000));
            var run = new Run(database, people, await Activation.New(database, writer, people[0], Limits, time), writer, time);
            await run.Begin();
            foreach (var step in steps)
            {
                await run.Do(step);
            }
            await run.Check();
        }, iter: 60, threads: 1);
    }

    private static RoomOptions Limits => new() { RecentMessagesMax = 4 };

    private abstract record Step
    {
        public sealed record Post(int By) : Step;

        public sealed record Edit(int By, double Place) : Step;

        public sealed record React(int By, double Place, bool On) : Step;

        public sealed record Delete(int By, double Place) : Step;

        public sealed record Read(int By, double Place) : Step;

        public sealed record Keep(int Days) : Step;

        public sealed record Wait(int Days) : Step;

        /// <param name="IsTold">Whether the room in memory hears of it before it is asked again.</param>
        public sealed record Trim(int Batch, bool IsTold) : Step;

        public sealed record TakeOver : Step;
    }

    /// <summary>An entry of the log as it was made.</summary>
    private sealed record Entry(long Seq, DateTimeOffset At, bool IsMessage, bool IsAct = false);

    private sealed class Said(int by, string text)
    {
        public int By => by;

        public string Text { get; set; } = text;

        public bool IsDeleted { get; set; }

        public HashSet<int> Reactions { get; } = [];
    }

    private sealed class Run(RoomDatabase database, UserRef[] people, Activation room, Log.RoomLogWriter writer, PassingTime time)
    {
        private readonly List<Entry> _log = [new(1, time.GetUtcNow(), IsMessage: false)];
        private readonly SortedDictionary<long, Said> _said = [];
        private readonly long[] _read = new long[People];
        private Activation _room = room;
        private long _trimmed;
        private int _keep;
        private int _texts;

        private long Head => _log[^1].Seq;

        private Guid RoomId => _room.State.Id;

        public async Task Begin()
        {
            _read[0] = 1;
            for (var who = 1; who < People; who++)
            {
                await _room.Join(people[who]);
                Note(isMessage: false);
                _read[who] = Head;
            }
        }

        public async Task Do(Step step)
        {
            switch (step)
            {
                case Step.Post post:
                    var posted = await Asked(activation => activation.Post(people[post.By], $"text {_texts}"));
                    Note(isMessage: true);
                    Assert.Equal(Head, posted.Value!.Message.Id);
                    _said[Head] = new Said(post.By, $"text {_texts++}");
                    _read[post.By] = Head;
                    break;
                case Step.Edit edit when At(edit.Place) is var id:
                    var text = $"text {_texts++}"; // Never the same again, so that it is never answered from memory.
                    Compare((await Asked(activation => activation.Edit(people[edit.By], id, text))).Refusal, id, edit.By, said => said.Text = text, onlyBy: true);
                    break;
                case Step.React react when At(react.Place) is var id:
                    var isSo = _said.TryGetValue(id, out var now) && now.Reactions.Contains(react.By) == react.On;
                    var reacted = await Asked(activation => activation.React(people[react.By], id, "👍", react.On));
                    if (isSo && !now!.IsDeleted)
                    {
                        Assert.Null(reacted.Refusal);
                        break;
                    }
                    Compare(reacted.Refusal, id, react.By, said => _ = react.On ? said.Reactions.Add(react.By) : said.Reactions.Remove(react.By), onlyBy: false);
                    break;
                case Step.Delete delete when At(delete.Place) is var id:
                    if (_said.GetValueOrDefault(id) is { IsDeleted: true })
                    {
                        break;
                    }
                    var isOwners = delete.By == 0 && _said.TryGetValue(id, out var whose) && whose.By != 0;
                    Compare(
                        (await Asked(activation => activation.Delete(people[delete.By], id))).Refusal, id, delete.By,
                        said => (said.Text, said.IsDeleted) = ("", true), onlyBy: delete.By != 0, isAct: isOwners);
                    _said.GetValueOrDefault(id)?.Reactions.RemoveWhere(_ => _said[id].IsDeleted);
                    break;
                case Step.Read read:
                    var seq = Math.Max(1, (long)(Head * read.Place));
                    await MarkRead(read.By, seq);
                    _read[read.By] = Math.Max(_read[read.By], seq);
                    break;
                case Step.Keep keep:
                    Assert.Null((await Asked(activation => activation.Keep(people[0], keep.Days))).Refusal);
                    if (keep.Days != _keep)
                    {
                        _keep = keep.Days;
                        Note(isMessage: false, isAct: true);
                    }
                    break;
                case Step.Wait wait:
                    time.Pass(wait.Days);
                    break;
                case Step.Trim trim:
                    await Trim(trim);
                    break;
                default:
                    _room = await Activation.Of(RoomId, database, writer, Limits, time);
                    break;
            }
        }

        public async Task Check()
        {
            Assert.Equal(_log.Where(entry => entry.Seq > _trimmed || entry.IsAct).Select(entry => entry.Seq), await database.Log(RoomId));
            Assert.Equal(_trimmed, await database.TrimmedSeq(RoomId));
            Assert.Equal(_said.Sum(said => said.Value.Reactions.Count), await database.Ask<long>("select count(*) from rostra.reactions where room_id = $1", RoomId));

            for (var who = 0; who < People; who++)
            {
                var mine = (await database.Directory.Room(RoomId, people[who].Id)).Value!;
                Assert.Equal((_read[who], _said.Count(said => said.Key > _read[who] && said.Value.By != who && !said.Value.IsDeleted)), (mine.ReadSeq!.Value, mine.Unread!.Value));
                Assert.Equal(_trimmed == 0 ? null : _trimmed, mine.TrimmedSeq);
            }

            var page = (await database.History.Page(RoomId, people[0].Id, new PageRequest(null, null, null, 100))).Value!;
            Assert.Equal(_said.Select(Describe), page.Messages.Select(Describe));
            Assert.False(page.HasOlder);
            var recent = _room.State.Recent;
            if (recent.Newest(2) is { } newest && _room.State.TrimmedSeq == _trimmed)
            {
                Assert.Equal(_said.TakeLast(2).Select(Describe), newest.Select(message => Describe(message.View())));
                Assert.Equal(_said.Count > newest.Count, recent.HasOlder || newest.Count < recent.Count);
            }

            for (var after = 0L; after <= Head; after++)
            {
                var changes = (await database.History.Changes(RoomId, people[0].Id, after, 500)).Value!;
                Assert.Equal(after < _trimmed ? true : null, changes.Reset);
                if (changes.Events is { } events)
                {
                    var shown = events.Select(happened => happened is MessagePosted posted ? posted.Message.Id : (happened as MessageChanged)?.Message.Id).OfType<long>().ToHashSet();
                    Assert.Subset(_said.Keys.ToHashSet(), shown);
                    Assert.Subset(shown, _said.Keys.Where(id => id > after).ToHashSet());
                }
            }
        }

        private async Task Trim(Step.Trim trim)
        {
            var trimmer = database.Trimmer(time, ServerDays, trim.Batch);
            await trimmer.Pass(Cancellation);
            var before = time.GetUtcNow().AddDays(-Keeping.Days(ServerDays, _keep)!.Value);
            _trimmed = Math.Max(_trimmed, _log.TakeWhile(entry => entry.Seq <= _trimmed || entry.At < before).LastOrDefault()?.Seq ?? 0);
            foreach (var id in _said.Keys.Where(id => id <= _trimmed).ToList())
            {
                _said.Remove(id);
            }
            if (trim.IsTold)
            {
                await database.Tell(_room);
            }
            await Check();
            if (!trim.IsTold)
            {
                // It may answer from memory what is about memory; it is told before it is asked for more than an edit.
                await Do(new Step.Edit(0, 0));
                await database.Tell(_room);
            }
        }

        private async Task<Outcome<T>> Asked<T>(Func<Activation, Task<Outcome<T>>> ask)
        {
            var outcome = await ask(_room);
            if (outcome.Refusal?.Code == RefusalCode.Moved)
            {
                _room = await Activation.Of(RoomId, database, writer, Limits, time);
                outcome = await ask(_room);
            }
            return outcome;
        }

        private async Task MarkRead(int who, long seq)
        {
            await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
            var key = new MarkKey(people[who].Id, RoomId);
            Assert.Null((await ReadMarkSql.Run(connection, new Dictionary<MarkKey, long> { [key] = seq }, Cancellation))[key].Refusal);
        }

        private void Compare(Refusal? refusal, long id, int by, Action<Said> change, bool onlyBy, bool isAct = false)
        {
            var expected = !_said.TryGetValue(id, out var said) ? RefusalCode.MessageNotFound
                : onlyBy && said.By != by ? RefusalCode.NotAuthor
                : said.IsDeleted ? RefusalCode.MessageDeleted
                : (RefusalCode?)null;
            Assert.Equal(expected, refusal?.Code);
            if (expected is null)
            {
                change(said!);
                Note(isMessage: false, isAct);
            }
        }

        private void Note(bool isMessage, bool isAct = false) => _log.Add(new(_log.Count + 1, time.GetUtcNow(), isMessage, isAct));

        private long At(double place) => 1 + (long)((Head - 1) * place);

        private string Describe(KeyValuePair<long, Said> said) =>
            $"{said.Key} {people[said.Value.By].Id} {said.Value.Text} {said.Value.IsDeleted} {string.Join(',', said.Value.Reactions.Select(who => people[who].Id).Order())}";

        private static string Describe(Message message) =>
            $"{message.Id} {message.Author.Id} {message.Text} {message.DeletedAt is not null} {string.Join(',', message.Reactions.SelectMany(reaction => reaction.UserIds).Order())}";
    }

    /// <summary>Days that are passed by hand, to the millisecond as stored; waits are real.</summary>
    private sealed class PassingTime(DateTimeOffset start) : TimeProvider
    {
        private DateTimeOffset _now = new(start.UtcTicks - (start.UtcTicks % TimeSpan.TicksPerDay), TimeSpan.Zero);

        public void Pass(int days) => _now = _now.AddDays(days);

        public override DateTimeOffset GetUtcNow() => _now = _now.AddMilliseconds(1);
    }
}

using System.Diagnostics;
using Npgsql;
using Rostra.Messages;
using Rostra.Storage;

namespace Rostra.Search;

/// <summary>
/// Searches all rooms of a person, the liveliest first, some at a time: it stops where no room that is left was spoken in after the last hit of a full page, so what is
/// common is found in a few rooms (docs/decisions/0096).
/// </summary>
internal sealed class RoomsSearcher(SearchDatabase database)
{
    /// <summary>Rooms that are looked through at once: few at first, for most searches end there.</summary>
    private static readonly int[] Steps = [8, 64, 256, 1_024];

    /// <summary>Messages that one step looks through one by one, over all its rooms.</summary>
    private const int StepWalkMax = 20_000;

    private const int RoomWalkMin = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private static readonly Refusal Busy = new(RefusalCode.Busy, "This search takes too long. Say in which room, or take longer words.", RetryAfterMs: 1_000);

    public async Task<Outcome<FoundHits>> Find(Guid userId, RoomsSearch search)
    {
        var (filters, fault) = Filters.Read(search.Text);
        if (filters is null)
        {
            return Refusal.Invalid("q", fault!);
        }
        if (!HitCursor.TryRead(search.Cursor, search.Text, out var after))
        {
            return Refusal.Invalid("cursor", "is not one that this search gave.");
        }

        var scope = await database.Read([Stems.Query(Words.Of(filters.Words)), RoomsSearchSql.People(filters), RoomsSearchSql.Rooms(userId, filters)], ReadScope);
        if (scope.Refusal is { } refusal)
        {
            return refusal;
        }
        var (words, people, rooms) = scope.Value!;
        if (words.IsEmpty && !filters.IsAny)
        {
            return new FoundHits([], null);
        }
        var query = new RoomsQuery(userId, words, filters.From.IsEmpty ? null : people, filters.Before, filters.HasLink, after, search.Limit);
        var found = await Walk(query, rooms);
        return found.Refusal is { } busy ? busy : Page(found.Value!, query, search);
    }

    private async Task<Outcome<List<Found>>> Walk(RoomsQuery query, ImmutableArray<LiveRoom> rooms)
    {
        var clock = Stopwatch.StartNew();
        var found = new List<Found>();
        for (int step = 0, done = 0; done < rooms.Length && !IsWhole(found, query, rooms[done]); step++)
        {
            if (clock.Elapsed > Patience)
            {
                return Busy;
            }
            var some = rooms.AsSpan(done, Math.Min(Steps[Math.Min(step, Steps.Length - 1)], rooms.Length - done)).ToArray();
            var walkMax = Math.Clamp(StepWalkMax / some.Length, RoomWalkMin, RoomSearchSql.WalkMax);
            var more = await database.Read<List<Found>>(
                [RoomSearchSql.NoSeqScan(), RoomsSearchSql.Query(some.Select(room => room.Id), query, walkMax)],
                async reader => (await RoomSearchSql.Read(reader)).ConvertAll(hit => new Found(hit.Message, hit.Tokens)));
            if (more.Refusal is { } refusal)
            {
                return refusal;
            }
            done += some.Length;
            found = [.. found.Concat(more.Value!).OrderByDescending(hit => hit.Message.SentAt).ThenByDescending(hit => hit.Message.RoomId, UuidOrder.Instance).ThenByDescending(hit => hit.Message.Id).Take(query.Limit + 1)];
        }
        return found;
    }

    /// <summary>Whether a page is full, and this room, the liveliest of those left, has nothing newer than its end.</summary>
    private static bool IsWhole(List<Found> found, RoomsQuery query, LiveRoom next) => found.Count > query.Limit && found[^1].Message.SentAt > next.SpokenAt;

    private static FoundHits Page(List<Found> found, RoomsQuery query, RoomsSearch search)
    {
        var page = found.Take(query.Limit).ToArray();
        var last = page.LastOrDefault()?.Message;
        return new FoundHits(
            [.. page.Select(hit => new Hit(hit.Message.View(query.UserId), Highlights.Of(hit.Message.Text, query.Words, hit.Tokens)))],
            found.Count > query.Limit ? new HitCursor(last!.SentAt, last.RoomId, last.Id).Write(search.Text) : null);
    }

    private static async Task<Outcome<Scope>> ReadScope(NpgsqlDataReader reader)
    {
        var words = (await Stems.Read(reader)).Value;
        await reader.NextResultAsync();
        var people = ImmutableArray.CreateBuilder<Guid>();
        while (await reader.ReadAsync())
        {
            people.Add(reader.GetGuid(0));
        }
        await reader.NextResultAsync();
        var rooms = ImmutableArray.CreateBuilder<LiveRoom>();
        while (await reader.ReadAsync())
        {
            rooms.Add(new LiveRoom(reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1)));
        }
        return new Scope(words, people.ToImmutable(), rooms.ToImmutable());
    }

    private sealed record Scope(ImmutableArray<SearchWord> Words, ImmutableArray<Guid> People, ImmutableArray<LiveRoom> Rooms);

    private readonly record struct LiveRoom(Guid Id, DateTimeOffset SpokenAt);

    private sealed record Found(StoredMessage Message, string[] Tokens);

    /// <summary>Postgres orders UUIDs by their bytes as written.</summary>
    private sealed class UuidOrder : IComparer<Guid>
    {
        public static readonly UuidOrder Instance = new();

        public int Compare(Guid x, Guid y) => x.ToByteArray(bigEndian: true).AsSpan().SequenceCompareTo(y.ToByteArray(bigEndian: true));
    }
}

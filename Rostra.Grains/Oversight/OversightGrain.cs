using Npgsql;
using Orleans.Concurrency;
using Rostra.Accounts;
using Rostra.Rooms;
using Rostra.Storage;

namespace Rostra.Oversight;

/// <summary>Reads for administrators, with the few connections of those who look through much. Holds nothing.</summary>
[GrainType("oversight"), StatelessWorker, Reentrant]
internal sealed class OversightGrain(Administrators administrators, SearchDatabase database, NodeLook nodes) : Grain, IOversightGrain
{
    private static readonly Refusal NotAdministrator = new(RefusalCode.NotAdministrator, "Only who looks after this place may read that.");

    public async Task<Outcome<NodeList>> Nodes(Guid by) => await administrators.Includes(by) ? await nodes.Look() : NotAdministrator;

    public Task<Outcome<OverseenRooms>> Rooms(Guid by, PageOf page) => Read(
        by, "all rooms", page, after => [OversightSql.Rooms(after, page.Limit)], reader => All(reader, OversightSql.ReadRoom),
        room => new PlaceCursor(room.LastActivityAt, room.Id), (rooms, cursor) => new OverseenRooms(rooms, cursor));

    public Task<Outcome<OverseenPeople>> People(Guid by, PageOf page) => Read(
        by, "all people", page, after => [OversightSql.People(after, page.Limit)], reader => All(reader, OversightSql.ReadPerson),
        person => new PlaceCursor(person.CreatedAt, person.User.Id), (people, cursor) => new OverseenPeople(people, cursor));

    public Task<Outcome<OverseenReports>> Reports(Guid by, bool isClosed, PageOf page) => Read(
        by, isClosed ? "closed reports" : "open reports", page, after => OversightSql.Reports(isClosed, after, page.Limit), reader => OversightSql.ReadReports(reader, by),
        found => new PlaceCursor(found.At, found.Report.Message.RoomId, found.Report.Message.Id),
        (found, cursor) => new OverseenReports([.. found.Select(one => one.Report)], cursor));

    public Task<Outcome<OverseenActs>> Acts(Guid by, PageOf page) => Read(
        by, "all acts", page, after => [OversightSql.Acts(after, page.Limit)], reader => All(reader, OversightSql.ReadAct),
        one => new PlaceCursor(one.Act.At, one.RoomId, one.Act.Seq), (acts, cursor) => new OverseenActs(acts, cursor));

    private async Task<Outcome<TPage>> Read<TPage, T>(
        Guid by, string list, PageOf page, Func<PlaceCursor?, IEnumerable<NpgsqlBatchCommand>> queries, Func<NpgsqlDataReader, Task<List<T>>> read,
        Func<T, PlaceCursor> placeOf, Func<ImmutableArray<T>, string?, TPage> write)
    {
        if (!await administrators.Includes(by))
        {
            return NotAdministrator;
        }
        if (!PlaceCursor.TryRead(page.Cursor, list, out var after))
        {
            return Refusal.Invalid("cursor", "is not one that this list gave.");
        }
        return await database.Read(queries(after), async reader =>
        {
            var found = await read(reader);
            var shown = found.Take(page.Limit).ToImmutableArray();
            return (Outcome<TPage>)write(shown, found.Count > page.Limit ? placeOf(shown[^1]).Write(list) : null);
        });
    }

    private static async Task<List<T>> All<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> one)
    {
        var all = new List<T>();
        while (await reader.ReadAsync())
        {
            all.Add(one(reader));
        }
        return all;
    }
}

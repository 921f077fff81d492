using Npgsql;
using Orleans.Concurrency;
using Rostra.Messages;
using Rostra.Rooms;
using Rostra.Storage;

namespace Rostra.History;

/// <summary>Reads what was said, in one snapshot with the reader's membership. Holds nothing.</summary>
[GrainType("history"), StatelessWorker, Reentrant]
internal sealed class HistoryGrain(Snapshot snapshot, Epoch epoch) : Grain, IHistoryGrain
{
    public Task<Outcome<Page>> Page(Guid roomId, Guid userId, PageRequest request) => snapshot.Read(
        [Standing.Query(roomId, userId), .. PageSql.Queries(roomId, request)],
        async reader =>
        {
            var standing = await Standing.Read(reader);
            return standing.Refuse() is { } refusal ? refusal : (Outcome<Page>)await PageSql.Read(reader, request, userId, standing.LastSeq);
        });

    public Task<Outcome<Message>> Message(Guid roomId, Guid userId, long id) => snapshot.Read(
        [
            Standing.Query(roomId, userId),
            new NpgsqlBatchCommand($"select {MessageSql.Columns} from rostra.messages m {MessageSql.Joins} where m.room_id = $1 and m.id = $2")
                .With(roomId).With(id),
        ],
        async reader =>
        {
            var standing = await Standing.Read(reader);
            await reader.NextResultAsync();
            var found = await MessageSql.ReadAll(reader);
            return standing.Refuse() is { } refusal ? refusal : found is [var message] ? message.View(userId) : (Outcome<Message>)Refusals.MessageNotFound;
        });

    public Task<Outcome<ImmutableArray<Reactors>>> Reactors(Guid roomId, Guid userId, long id) => snapshot.Read(
        [Standing.Query(roomId, userId), .. ReactorSql.Queries(roomId, id)],
        async reader =>
        {
            var standing = await Standing.Read(reader);
            var (isThere, reactors) = await ReactorSql.Read(reader);
            return standing.Refuse() is { } refusal ? refusal : isThere ? reactors : (Outcome<ImmutableArray<Reactors>>)Refusals.MessageNotFound;
        });

    public Task<Outcome<Changes>> Changes(Guid roomId, Guid userId, long after, int limit) => snapshot.Read(
        [Standing.Query(roomId, userId), .. ChangesSql.Queries(roomId, after, limit)],
        async reader =>
        {
            var standing = await Standing.Read(reader);
            return standing.Refuse() is { } refusal ? refusal : (Outcome<Changes>)await Read(reader, standing, roomId, after, limit);
        });

    public Task<Changes> ChangesForGateway(Guid roomId, long after, int limit) => snapshot.Read(
        [Standing.Query(roomId, Guid.Empty), .. ChangesSql.Queries(roomId, after, limit)],
        async reader =>
        {
            var standing = await Standing.Read(reader);
            return standing.IsThere
                ? await Read(reader, standing, roomId, after, limit)
                : new Changes(epoch.Value, null, null, null, standing.LastSeq, null, null, Deleted: true);
        });

    private async Task<Changes> Read(NpgsqlDataReader reader, Standing standing, Guid roomId, long after, int limit)
    {
        // Below what has been removed the log has holes: who is there loads a page.
        if (after > standing.LastSeq || after < standing.TrimmedSeq || standing.LastSeq - after > History.Changes.BehindMax)
        {
            return new Changes(epoch.Value, null, null, null, standing.LastSeq, null, Reset: true);
        }
        var upTo = Math.Min(after + limit, standing.LastSeq);
        var (events, room) = await ChangesSql.Read(reader, after, upTo);
        return new Changes(epoch.Value, after, upTo, events, standing.LastSeq, More: upTo < standing.LastSeq, null, room);
    }
}

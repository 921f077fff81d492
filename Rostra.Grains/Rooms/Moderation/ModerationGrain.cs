using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Concurrency;
using Rostra.Accounts;
using Rostra.Storage;

namespace Rostra.Rooms;

/// <summary>Reads owners' lists, and keeps reports. Holds nothing.</summary>
[GrainType("moderation"), StatelessWorker, Reentrant]
internal sealed class ModerationGrain(Snapshot snapshot, ReportBook reports, IOptions<RoomOptions> options) : Grain, IModerationGrain
{
    public Task<Outcome<BanPage>> Bans(Guid roomId, Guid userId, PageOf page) => Read(
        $"bans {roomId}", roomId, userId, page, before => [ModerationSql.Bans(roomId, before, page.Limit)], reader => All(reader, ModerationSql.ReadBan), ban => ban.Seq,
        (bans, cursor) => new BanPage(bans, cursor));

    public Task<Outcome<ActPage>> Acts(Guid roomId, Guid userId, PageOf page) => Read(
        $"acts {roomId}", roomId, userId, page, before => [ModerationSql.Acts(roomId, before, page.Limit)], reader => All(reader, ModerationSql.ReadAct), act => act.Seq,
        (acts, cursor) => new ActPage(acts, cursor));

    public Task<Outcome<ReportPage>> Reports(Guid roomId, Guid userId, PageOf page) => Read(
        $"reports {roomId}", roomId, userId, page, before => ModerationSql.Reports(roomId, before, page.Limit), reader => ModerationSql.ReadReports(reader, userId),
        reported => reported.Message.Id, (messages, cursor) => new ReportPage(messages, cursor), isForAdministrators: true);

    public async Task<Outcome<Done>> Report(Guid roomId, Guid userId, long messageId, string? reason)
    {
        if (RoomRules.FaultOfReason(reason, options.Value) is { } invalid)
        {
            return invalid;
        }
        var standing = await snapshot.Read([Standing.Query(roomId, userId)], Standing.Read);
        return (standing.Refuse() ?? await reports.Add(roomId, messageId, userId, RoomRules.TrimLine(reason), options.Value.OpenReportsMax)) is { } refusal
            ? refusal
            : Done.Value;
    }

    public async Task<Outcome<Done>> CloseReports(Guid roomId, Guid userId, long messageId)
    {
        var ownership = await snapshot.Read([Ownership.Query(roomId, userId)], Ownership.Read);
        if (ownership.Refuse() is { } refusal && !await IsAdministrator(ownership, userId))
        {
            return refusal;
        }
        await reports.Close(roomId, messageId, userId);
        return Done.Value;
    }

    private async Task<Outcome<TPage>> Read<TPage, T>(
        string list, Guid roomId, Guid userId, PageOf page, Func<long, IEnumerable<NpgsqlBatchCommand>> queries, Func<NpgsqlDataReader, Task<List<T>>> read,
        Func<T, long> seqOf, Func<ImmutableArray<T>, string?, TPage> write, bool isForAdministrators = false)
    {
        if (!SeqCursor.TryRead(page.Cursor, list, out var before))
        {
            return Refusal.Invalid("cursor", "is not one that this list gave.");
        }
        var (ownership, found) = await snapshot.Read(
            [Ownership.Query(roomId, userId), .. queries(before)],
            async reader =>
            {
                var ownership = await Ownership.Read(reader);
                await reader.NextResultAsync();
                return (ownership, await read(reader));
            });
        if (ownership.Refuse() is { } refusal && !(isForAdministrators && await IsAdministrator(ownership, userId)))
        {
            return refusal;
        }
        var shown = found.Take(page.Limit).ToImmutableArray();
        return write(shown, found.Count > page.Limit ? SeqCursor.Write(seqOf(shown[^1]), list) : null);
    }

    /// <summary>Asked only about those who do not own the room.</summary>
    private async Task<bool> IsAdministrator(Ownership ownership, Guid userId) => ownership.IsThere && await GrainFactory.Administration().Includes(userId);

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

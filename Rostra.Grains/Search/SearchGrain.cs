using Npgsql;
using Orleans.Concurrency;
using Rostra.Rooms;
using Rostra.Storage;

namespace Rostra.Search;

/// <summary>Searches the log, on connections of its own. Holds nothing.</summary>
[GrainType("search"), StatelessWorker, Reentrant]
internal sealed class SearchGrain(SearchDatabase database) : Grain, ISearchGrain
{
    private static readonly Hits None = new([], HasMore: false);

    public async Task<Outcome<Hits>> InRoom(Guid roomId, Guid userId, RoomSearch search)
    {
        var words = await database.Read([Stems.Query(Words.Of(search.Text))], Stems.Read);
        return words.Refusal is { } refusal ? refusal : await Find(roomId, userId, search, words.Value);
    }

    public Task<Outcome<FoundHits>> InRooms(Guid userId, RoomsSearch search) => new RoomsSearcher(database).Find(userId, search);

    private Task<Outcome<Hits>> Find(Guid roomId, Guid userId, RoomSearch search, ImmutableArray<SearchWord> words) => database.Read(
        words.IsEmpty ? [Standing.Query(roomId, userId)] : [RoomSearchSql.NoSeqScan(), Standing.Query(roomId, userId), RoomSearchSql.Query(roomId, userId, search, words)],
        async reader =>
        {
            var standing = await Standing.Read(reader);
            return standing.Refuse() is { } refusal ? refusal : words.IsEmpty ? None : (Outcome<Hits>)await Read(reader, userId, search, words);
        });

    private static async Task<Hits> Read(NpgsqlDataReader reader, Guid userId, RoomSearch search, ImmutableArray<SearchWord> words)
    {
        await reader.NextResultAsync();
        var found = await RoomSearchSql.Read(reader);
        var hits = found.Take(search.Limit).Select(hit => new Hit(hit.Message.View(userId), Highlights.Of(hit.Message.Text, words, hit.Tokens)));
        return new Hits([.. hits], found.Count > search.Limit);
    }
}

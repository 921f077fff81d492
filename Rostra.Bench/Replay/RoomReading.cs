using System.Runtime.CompilerServices;
using Rostra.Clients;

namespace Rostra.Replay;

/// <summary>Reads a whole room back over HTTP, as its members; several take turns, so that no one's limit is met.</summary>
internal sealed class RoomReading(Api api, People people)
{
    private const int PageSize = 100;
    private const int ChangesBack = 400;
    private const int ReadersMax = 16;

    public async Task<Room> Room(ReplayRoom room, CancellationToken cancellation) =>
        (await Get<Room>(room.Maker, $"/api/rooms/{room.Id}", cancellation)).OrThrow($"Reading “{room.Name}”");

    public async IAsyncEnumerable<Page> Pages(ReplayRoom room, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var readers = room.Speakers.Take(ReadersMax).ToArray();
        long after = 0;
        for (var number = 0; ; number++)
        {
            var path = $"/api/rooms/{room.Id}/messages?after={after}&limit={PageSize}";
            var page = (await Get<Page>(readers[number % readers.Length], path, cancellation)).OrThrow($"Reading “{room.Name}” after {after}");
            yield return page;
            if (!page.HasNewer || page.Messages.Length == 0) yield break;
            after = page.Messages[^1].Id;
        }
    }

    /// <summary>The last entries of the room's log, as <c>changes</c> gives them.</summary>
    public async Task<WireInterval> Tail(ReplayRoom room, long lastSeq, CancellationToken cancellation)
    {
        var path = $"/api/rooms/{room.Id}/changes?after={Math.Max(lastSeq - ChangesBack, 0)}&limit=500";
        return (await Get<WireInterval>(room.Maker, path, cancellation)).OrThrow($"Reading the changes of “{room.Name}”");
    }

    private Task<Answer<T>> Get<T>(Speaker reader, string path, CancellationToken cancellation)
        where T : class =>
        Patience.Usual.Insist(async () => await api.Get<T>(path, await people.Token(reader, cancellation), cancellation), cancellation);
}

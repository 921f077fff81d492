using System.Runtime.CompilerServices;

namespace Rostra.Clients;

/// <summary>What an account asks for.</summary>
public sealed partial class RostraClient
{
    /// <summary>My rooms as the server has them now, with what is unread; those with the latest messages first.</summary>
    public async Task<IReadOnlyList<Room>> MyRooms(CancellationToken cancellation = default) =>
        await Get<Room[]>("api/rooms", "My rooms", cancellation);

    /// <summary>All rooms that there are, mine or not, those with the latest messages first; asked for a page at a time.</summary>
    /// <param name="query">A part of the name or the description, 50 characters at most; empty: any.</param>
    /// <exception cref="RostraException">Refused: <c>invalid</c>.</exception>
    public async IAsyncEnumerable<Room> FindRooms(string query = "", [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var found in Pages<Discovered>($"api/rooms/discover?limit=100&query={Uri.EscapeDataString(query)}", $"Looking for “{query}”", page => page.Cursor, cancellation))
        {
            foreach (var room in found.Rooms) yield return room;
        }
    }

    /// <summary>Who is in a room of mine: the owner first, then by name; asked for a page at a time.</summary>
    /// <param name="isOnline">Only those who are here.</param>
    /// <exception cref="RostraException">Refused: <c>notMember</c>, <c>roomNotFound</c>.</exception>
    public async IAsyncEnumerable<Member> Members(Guid roomId, bool isOnline = false, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var found in Pages<Membership>($"api/rooms/{roomId}/members?limit=100{(isOnline ? "&online=true" : "")}", $"The members of {roomId}", page => page.Cursor, cancellation))
        {
            foreach (var member in found.Members) yield return member;
        }
    }

    /// <summary>A part of a room's history; without a place the newest.</summary>
    /// <param name="before">Messages with a smaller id.</param>
    /// <param name="limit">1–100.</param>
    public async Task<Page> History(Guid roomId, long? before = null, int limit = 50, CancellationToken cancellation = default)
    {
        var path = $"api/rooms/{roomId}/messages?limit={limit}{(before is { } id ? $"&before={id}" : "")}";
        return await Get<Page>(path, $"The history of {roomId}", cancellation);
    }

    /// <summary>What has no method of its own.</summary>
    internal async Task<T> Get<T>(string path, string doing, CancellationToken cancellation)
        where T : class => (await Insist(token => _api.Get<T>(path, token, cancellation), forEver: false, cancellation)).OrThrow(doing);

    private async IAsyncEnumerable<T> Pages<T>(string path, string doing, Func<T, string?> cursorOf, [EnumeratorCancellation] CancellationToken cancellation)
        where T : class
    {
        for (var next = ""; next is not null;)
        {
            var page = await Get<T>(path + next, doing, cancellation);
            yield return page;
            next = cursorOf(page) is { } cursor ? $"&cursor={Uri.EscapeDataString(cursor)}" : null;
        }
    }

    private sealed record Discovered(Room[] Rooms, string? Cursor);

    private sealed record Membership(Member[] Members, string? Cursor);
}

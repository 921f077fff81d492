using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;

namespace Rostra.Peer;

/// <summary>A chat as most people write it with SignalR: a group for each room, a row for each message, Redis between the servers.</summary>
internal sealed class PeerHub(PeerRooms rooms) : Hub
{
    public override async Task OnConnectedAsync()
    {
        foreach (var room in await rooms.Of(Me)) await Groups.AddToGroupAsync(Context.ConnectionId, GroupOf(room));
    }

    /// <summary>Answers when the socket is in all its groups.</summary>
    public Task<string> Ready() => Task.FromResult(Context.ConnectionId);

    public async Task<PeerMessage> Send(Guid roomId, Guid clientId, string text)
    {
        if (!await rooms.IsMember(roomId, Me)) throw new HubException("notMember");
        var message = await rooms.Post(roomId, Me, clientId, text);
        await Clients.Group(GroupOf(roomId)).SendAsync("message", message);
        return message;
    }

    private Guid Me => CallerOf(Context.GetHttpContext()!);

    /// <summary>Who calls. It trusts the name: checking tokens would only make it slower.</summary>
    public static Guid CallerOf(HttpContext context) => Guid.Parse(context.Request.Headers.Authorization.ToString()["Bearer ".Length..]);

    private static string GroupOf(Guid room) => $"{room}";
}

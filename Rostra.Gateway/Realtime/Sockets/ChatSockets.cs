using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Rostra.Accounts;
using Rostra.Hosting;

namespace Rostra.Realtime;

/// <summary>
/// All sockets of this gateway. SignalR's own groups and clients are not used: they show no backlog, and one slow reader holds up whoever awaits a send to its group.
/// </summary>
internal sealed class ChatSockets(
    Feeds feeds, People people, SessionWatch sessions, SocketCounts counts, IOptions<RealtimeLimits> limits, TimeProvider clock) : HubLifetimeManager<ChatHub>
{
    private readonly ConcurrentDictionary<string, ChatSocket> _byConnection = new();

    public ICollection<ChatSocket> All => _byConnection.Values;

    public int Count => _byConnection.Count;

    public long BacklogBytes => _byConnection.Sum(socket => socket.Value.BacklogBytes);

    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        connection.GetHttpContext()?.Features.Get<SocketGate.Opening>()?.Finished();
        var socket = new ChatSocket(connection, sessions.Keep(connection.User.SessionId), limits.Value, clock);
        connection.Features.Set(socket);
        SocketMetrics.Opened();
        _byConnection[connection.ConnectionId] = socket;
        if (!await counts.Add(socket.UserId))
        {
            socket.End(SocketEnd.TooManySockets);
        }
        else if (!await sessions.IsLive(socket.SessionId))
        {
            // It ended between the check of the token and now; only from now on would this socket be told.
            socket.End(SocketEnd.SessionEnded);
        }
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (_byConnection.TryRemove(connection.ConnectionId, out var socket))
        {
            people.Remove(socket);
            feeds.Remove(socket, socket.Gone());
            counts.Remove(socket.UserId);
        }

        return Task.CompletedTask;
    }

    public void EndSession(Guid sessionId, SessionEnd reason)
    {
        foreach (var socket in All.Where(socket => socket.SessionId == sessionId))
        {
            socket.End(SocketEnd.SessionEnded, new SessionEnded(reason));
        }
    }

    /// <summary>This gateway stops: this one shall open a socket elsewhere.</summary>
    public void GoAway(ChatSocket socket) => socket.Send(new Delivery(new PersonalBatch([new GoAway((long)limits.Value.ReconnectWithin.TotalMilliseconds)])));

    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) => throw Unused();

    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default) => throw Unused();

    public override Task SendAllAsync(string methodName, object?[] args, CancellationToken cancellationToken = default) => throw Unused();

    public override Task SendAllExceptAsync(
        string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) => throw Unused();

    public override Task SendConnectionAsync(string connectionId, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw Unused();

    public override Task SendConnectionsAsync(
        IReadOnlyList<string> connectionIds, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw Unused();

    public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw Unused();

    public override Task SendGroupExceptAsync(
        string groupName, string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) => throw Unused();

    public override Task SendGroupsAsync(
        IReadOnlyList<string> groupNames, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw Unused();

    public override Task SendUserAsync(string userId, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw Unused();

    public override Task SendUsersAsync(
        IReadOnlyList<string> userIds, string methodName, object?[] args, CancellationToken cancellationToken = default) => throw Unused();

    private static NotSupportedException Unused() => new("Feeds send to connections; SignalR's own groups and clients are not used.");
}

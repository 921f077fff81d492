using System.Text.Json;
using Microsoft.AspNetCore.SignalR;

namespace Rostra.Testing;

/// <summary>A message that was acknowledged: its place in the room, and the name that its sender gave it.</summary>
public sealed record Sent(Guid RoomId, long Id, Guid ClientId, string Text, bool IsDuplicate = false);

/// <summary>Rostra refused, by a code of the contract.</summary>
public sealed class RefusedException(string code, string message) : Exception(message)
{
    public string Code => code;
}

/// <summary>
/// One open tab of a person: a well-behaved client over .NET's own SignalR client. It applies what it hears by the interval rule, fetches what it lacks,
/// reconnects (to another gateway, where its own is gone), and sends again under the same name until the answer is definite.
/// </summary>
public sealed class Tab : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly string _name;
    private readonly TabRooms _rooms;
    private readonly TabLink _link;

    internal Tab(RostraCluster cluster, TestAccount account, int gateway)
    {
        _name = account.Name;
        _rooms = new TabRooms(account.Id, () => account.At(TabLink.Living(cluster, gateway)));
        _link = new TabLink(cluster, account, gateway, _rooms);
    }

    /// <summary>What should never have come to it.</summary>
    public IReadOnlyList<string> Faults => _rooms.Faults;

    /// <summary>Sends, and sends again, until the message has its place. A refusal is thrown as <see cref="RefusedException"/>.</summary>
    public async Task<Sent> Send(Guid roomId, string text, Guid? clientId = null)
    {
        var name = clientId ?? Guid.CreateVersion7();
        var posted = await Command("SendMessage", new { roomId, clientId = name, text });
        return new Sent(roomId, posted.GetProperty("message").GetProperty("id").GetInt64(), name, posted.GetProperty("message").GetProperty("text").GetString()!, posted.GetProperty("duplicate").GetBoolean());
    }

    /// <summary>A command of the hub, sent again while its outcome is unknown; its value.</summary>
    public Task<JsonElement> Command(string command, object argument) => Waiting.For(
        Repeat(command, argument), () => $"an answer to {_name}'s {command}", () => _link.ToString());

    /// <summary>Waits until the messages are in their places on the screen.</summary>
    public async Task Sees(params Sent[] messages)
    {
        foreach (var sent in messages)
        {
            await _rooms.Until(
                sent.RoomId,
                room => room.Messages.TryGetValue(sent.Id, out var seen) && seen.ClientId == sent.ClientId,
                $"{_name} to see message {sent.Id} '{sent.Text}'",
                _link);
        }
    }

    /// <summary>Waits until the room is known up to there, and answers what is shown.</summary>
    public Task<RoomTimeline> SeesUpTo(Guid roomId, long seq) => _rooms.Until(roomId, room => room.Known >= seq, $"{_name} to see room {roomId} up to {seq}", _link);

    /// <summary>Waits until the tab knows that its person is out of the room.</summary>
    public Task<RoomTimeline> SeesTheEnd(Guid roomId) => _rooms.Until(roomId, room => room.LeftAt is not null, $"{_name} to be out of room {roomId}", _link);

    /// <summary>Waits until it was told that the person has read up to there.</summary>
    public Task<RoomTimeline> SeesMark(Guid roomId, long seq) =>
        _rooms.Until(roomId, _ => _rooms.Marks(roomId) is [.., var last] && last >= seq, $"{_name}'s read mark in room {roomId} to be at {seq}", _link);

    /// <summary>Where the person's read mark is, as this tab was told; in the order it was told.</summary>
    public IReadOnlyList<long> Marks(Guid roomId) => _rooms.Marks(roomId);

    /// <summary>Cuts its socket, without a word; it comes back by itself.</summary>
    public void Cut() => _link.Cut();

    /// <summary>Waits until it is greeted.</summary>
    internal Task Opened() => _link.Open();

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private async Task<JsonElement> Repeat(string command, object argument)
    {
        while (true)
        {
            var hub = await _link.Open();
            try
            {
                var answer = await hub.InvokeAsync(command, argument);
                if (answer.TryGetProperty("value", out var value))
                {
                    return value;
                }

                var refusal = answer.GetProperty("refusal");
                if (refusal.GetProperty("code").GetString() is var code and not "busy")
                {
                    throw new RefusedException(code!, refusal.GetProperty("message").GetString()!);
                }
            }
            catch (Exception fault) when (fault is not (RefusedException or ObjectDisposedException { ObjectName: nameof(Tab) }))
            {
                // Nobody knows whether it was done: the same once more.
                if (fault is HubException)
                {
                    _link.LastFault = fault.Message;
                }
            }

            await Task.Delay(Pause);
        }
    }
}

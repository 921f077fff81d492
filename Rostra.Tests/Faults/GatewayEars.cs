using System.Collections.Concurrent;
using System.Text;
using Rostra.Clients;
using Rostra.Topology;

namespace Rostra.Faults;

/// <summary>Somebody with a socket at each gateway, in one room: whatever is said through one gateway must be heard at all of them.</summary>
internal sealed class GatewayEars : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_again = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyList<Api> _doors;
    private readonly Account _account;
    private readonly Guid _room;

    private GatewayEars(IReadOnlyList<Api> doors, Account account, Guid room) => (_doors, _account, _room) = (doors, account, room);

    /// <summary>How many messages were said here.</summary>
    public int Said { get; private set; }

    public static async Task<GatewayEars> Open(LocalCluster cluster, CancellationToken cancellation)
    {
        List<Api> doors = [.. cluster.Gateways.Select(gateway => new Api(gateway.Url))];
        var account = new Account("listener", "listener@example.org", "correct horse 9");
        await account.Enter(doors[0], cancellation);
        var room = await doors[0].Post<Room>("/api/rooms", await account.Token(doors[0], cancellation), new { name = "ears" }, cancellation);
        return new(doors, account, room.OrThrow("Making the room").Id);
    }

    /// <summary>At each gateway a socket is opened; something is said through each; all of it comes to all sockets.</summary>
    public async Task HearEachOther(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_limit);
        var token = await _account.Token(_doors[0], patience.Token);
        List<(HubSocket Socket, ConcurrentDictionary<Guid, bool> Heard)> ears = [];
        foreach (var door in _doors)
        {
            ears.Add(await Listen(door, token, patience.Token));
        }

        foreach (var door in _doors)
        {
            var message = new { clientId = Guid.CreateVersion7(), text = "does everybody hear?" };
            (await Patience.Usual.Insist(() => door.Post<Posted>($"/api/rooms/{_room}/messages", token, message, patience.Token), patience.Token)).OrThrow("Saying something");
            Said++;
            foreach (var (_, heard) in ears)
            {
                while (!heard.ContainsKey(message.clientId))
                {
                    await Task.Delay(s_again, patience.Token); // Real processes: nothing tells.
                }
            }
        }

        foreach (var (socket, _) in ears)
        {
            await socket.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var door in _doors)
        {
            door.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private async Task<(HubSocket Socket, ConcurrentDictionary<Guid, bool> Heard)> Listen(Api door, string token, CancellationToken cancellation)
    {
        ConcurrentDictionary<Guid, bool> heard = [];
        var socket = await HubSocket.Open(door.Url, token, Hear, cancellation);
        var welcome = (await socket.Invoke<WireHello>("Hello", new { cursors = Array.Empty<WireCursor>() })).OrThrow("Hello");
        Xunit.Assert.Contains(welcome.Rooms, room => room.Id == _room);
        return (socket, heard);

        void Hear(ReadOnlyMemory<byte> frame)
        {
            var text = Encoding.UTF8.GetString(frame.Span);
            for (var at = text.IndexOf(ClientId, StringComparison.Ordinal); at >= 0; at = text.IndexOf(ClientId, at + 1, StringComparison.Ordinal))
            {
                heard[Guid.Parse(text.AsSpan(at + ClientId.Length, 36))] = true;
            }
        }
    }

    private const string ClientId = "\"clientId\":\"";
}

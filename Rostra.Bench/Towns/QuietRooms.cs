using Rostra.Clients;
using Rostra.SlowReaders;

namespace Rostra.Towns;

/// <summary>Rooms in which nothing special happens: a few listen at each gateway, one speaks steadily. How long their messages take shows what the rest of the town costs them.</summary>
internal sealed class QuietRooms : IAsyncDisposable
{
    private const int TextLength = 80;

    private readonly Delays _delays = new();
    private readonly List<HubSocket> _sockets = [];
    private readonly CancellationTokenSource _enough = new();
    private Task _speaking = Task.CompletedTask;

    /// <param name="people">Each room's: the first speaks.</param>
    public static async Task<QuietRooms> Open(Town town, IReadOnlyList<Account> people, int rooms, double perSecond, CancellationToken cancellation)
    {
        var quiet = new QuietRooms();
        var ids = await town.Build(people[0], "quiet room", rooms, cancellation);
        await town.Join([.. people.Skip(1)], _ => ids, cancellation);
        for (var at = 0; at < people.Count; at++)
        {
            var socket = await HubSocket.Open(town.Door(at).Url, await people[at].Token(town.Door(at), cancellation), quiet._delays.Take, cancellation);
            (await socket.Invoke<WireHello>("Hello", new { cursors = Array.Empty<WireCursor>() })).OrThrow("Hello");
            quiet._sockets.Add(socket);
        }

        quiet._speaking = Task.WhenAll(ids.Select(room => quiet.Speak(room, perSecond)));
        return quiet;
    }

    /// <summary>Milliseconds of each delivery since the last call, in order.</summary>
    public double[] Collect() => _delays.Collect();

    /// <summary>How many of its sockets have been lost.</summary>
    public int Lost => _sockets.Count(socket => !socket.IsOpen);

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _speaking;
        foreach (var socket in _sockets) await socket.DisposeAsync();
        _enough.Dispose();
    }

    private async Task Speak(Guid room, double perSecond)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / perSecond));
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(Random.Shared.NextDouble() / perSecond), _enough.Token);
            while (await timer.WaitForNextTickAsync(_enough.Token))
            {
                _ = _sockets[0].Invoke<Posted>("SendMessage", new { roomId = room, clientId = Guid.CreateVersion7(), text = Delays.Text(TextLength) });
            }
        }
        catch (OperationCanceledException)
        {
            // Enough was said.
        }
    }
}

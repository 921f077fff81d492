using System.Text.Json;
using System.Threading.Channels;
using Rostra.Clients;

namespace Rostra.Crash;

/// <summary>What somebody does while connected.</summary>
internal interface IActivity
{
    /// <summary>Ends by itself when there is nothing left to do; a cut socket ends it with an <see cref="IOException"/>.</summary>
    Task Act(HubSocket socket, CancellationToken stopping);
}

/// <summary>A client as the contract wants it: says hello with cursors, holds to the interval rule, and comes back after every cut.</summary>
internal sealed class Participant(string name, Account account, Api api, IReadOnlyList<Guid> rooms, IActivity activity, Random random)
{
    private const int PauseMaxMs = 200;
    private readonly Dictionary<Guid, RoomView> _views = rooms.ToDictionary(room => room, room => new RoomView(room));
    private readonly Lock _lock = new();
    private JsonElement? _epoch;

    public string Name { get; } = name;

    public Account Account { get; } = account;

    /// <summary>What it was told that must not be.</summary>
    public List<string> Faults { get; } = [];

    public int Resets { get; private set; }

    public async Task Run(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Connected(stopping);
            }
            catch (Exception cut) when (cut is IOException or OperationCanceledException)
            {
                // Whatever it was, the way on is to come back with cursors.
            }

            await Task.Delay(random.Next(PauseMaxMs), CancellationToken.None);
        }
    }

    /// <summary>Whether it has seen all that concerns it.</summary>
    public bool Knows(Guid room, long seq)
    {
        lock (_lock) return !_views.TryGetValue(room, out var view) || view.Known >= seq;
    }

    public T Look<T>(Guid room, Func<RoomView, T> look)
    {
        lock (_lock) return look(_views[room]);
    }

    public IEnumerable<ClientView> Views() => _views.Values.Select(view => view.Of(Name));

    private async Task Connected(CancellationToken stopping)
    {
        var live = Channel.CreateUnbounded<WireInterval>();
        await using var socket = await Open(live.Writer, stopping);
        var cursors = _views.Values.Select(view => new WireCursor(view.Room, view.Known)).ToArray();
        var hello = (await socket.Invoke<WireHello>("Hello", new { cursors, epoch = _epoch })).Value ?? throw new IOException("Hello was refused.");
        _epoch = hello.Epoch;
        foreach (var entry in hello.CatchUp) await Follow(entry, isLive: false, stopping);

        // What came before the answer was handled waited in the channel, as the contract asks.
        var following = Task.WhenAll(FollowAll(live.Reader, stopping), CompleteAtEnd(socket, live.Writer));
        try
        {
            await activity.Act(socket, stopping);
            await Task.WhenAny(following, Task.Delay(Timeout.Infinite, stopping));
        }
        finally
        {
            // Two followers at once would mix an old socket's batches into the new one's.
            await socket.DisposeAsync();
            await following;
        }
    }

    private async Task<HubSocket> Open(ChannelWriter<WireInterval> live, CancellationToken stopping)
    {
        var token = await Account.Token(api, stopping);
        try
        {
            return await HubSocket.Open(api.Url, token, frame => live.TryWrite(JsonSerializer.Deserialize<Pushed>(frame.Span, Wire.Json)!.Arguments[0]), stopping);
        }
        catch (IOException refused) when (refused.Message.Contains("401", StringComparison.Ordinal))
        {
            Account.Distrust(token);
            throw;
        }
    }

    private static async Task CompleteAtEnd(HubSocket socket, ChannelWriter<WireInterval> live)
    {
        await socket.Ended;
        live.Complete();
    }

    private async Task FollowAll(ChannelReader<WireInterval> live, CancellationToken stopping)
    {
        await foreach (var interval in live.ReadAllAsync(stopping)) await Follow(interval, isLive: true, stopping);
    }

    private async Task Follow(WireInterval interval, bool isLive, CancellationToken stopping)
    {
        if (interval.RoomId is not { } room || !_views.TryGetValue(room, out var view)) return;

        if (interval.Gone) Faults.Add($"{Name} was told that {room} is gone");
        else if (interval.Reset) await Reload(view, stopping);
        else if (interval.After is not null && !Apply(view, interval, isLive)) await CatchUp(view, interval, stopping);
        if (interval.More) await CatchUp(view, null, stopping);
    }

    private async Task CatchUp(RoomView view, WireInterval? held, CancellationToken stopping)
    {
        for (var more = true; more;)
        {
            var changes = await Get<WireInterval>($"/api/rooms/{view.Room}/changes?after={view.Known}&limit=500", stopping);
            if (changes.Reset) await Reload(view, stopping);
            else Apply(view, changes, isLive: false);
            more = changes.More;
        }

        if (held is not null && !Apply(view, held, isLive: true)) Faults.Add($"{Name}: changes of {view.Room} ended at {view.Known}, below a batch after {held.After}");
    }

    private async Task Reload(RoomView view, CancellationToken stopping)
    {
        Resets++;
        var (seq, messages) = await FreshReading.Of(path => Get<Page>(path, stopping), view.Room);
        lock (_lock) view.Reset(seq, messages);
    }

    private bool Apply(RoomView view, WireInterval interval, bool isLive)
    {
        lock (_lock) return view.Apply(interval, isLive);
    }

    private async Task<T> Get<T>(string path, CancellationToken stopping)
        where T : class
    {
        var answer = await api.Get<T>(path, await Account.Token(api, stopping), stopping);
        return answer.Value ?? throw new IOException($"{path}: {answer.Problem}");
    }

    private sealed record Pushed(WireInterval[] Arguments);
}

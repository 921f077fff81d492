using System.Collections.Concurrent;
using Rostra.Clients;

namespace Rostra.Chat;

/// <summary>How a conversation begins, and what of it is shown.</summary>
/// <param name="Room">The room to enter at the beginning, by name.</param>
/// <param name="History">How many messages are shown when a room is entered: 0–100.</param>
/// <param name="IsListening">Nothing is read from the person.</param>
/// <param name="MarksRead">A person sits here: what stands on the screen when they press Enter was read.</param>
internal sealed record ConversationOptions(string? Room, int History, bool IsListening, bool MarksRead);

/// <summary>A person's talk: shows what happens in their rooms, and does what they write.</summary>
internal sealed partial class Conversation(RostraClient rostra, IScreen screen, ConversationOptions options, TimeProvider clock) : IDisposable
{
    private const int UnderWayMax = 500;
    private readonly ConcurrentDictionary<Guid, string> _names = [];
    private readonly ConcurrentDictionary<Guid, long> _shown = []; // By room, the seq up to which everything is on the screen.
    private readonly Queue<Task> _underWay = [];
    private readonly SemaphoreSlim _telling = new(1); // Nothing is told between a page and what follows it.
    private Room? _room;
    private Task _marking = Task.CompletedTask;
    private bool _isRefused;

    /// <returns>False: something that the person asked for was refused, or not sent.</returns>
    /// <exception cref="RostraException">The account is not let in any more, or there is no such room.</exception>
    public async Task<bool> Run(CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        rostra.ConnectionChanged += TellConnection;
        var hearing = Hear(ending.Token);
        var obeying = Task.CompletedTask;
        try
        {
            await Begin(ending.Token);
            obeying = options.IsListening ? hearing : Obey(ending.Token);
            await await Task.WhenAny(hearing, obeying);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The person ends it.
        }
        finally
        {
            rostra.ConnectionChanged -= TellConnection;
            await ending.CancelAsync();
            await Task.WhenAll(hearing, obeying).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        foreach (var unsent in rostra.Unsent) Refuse($"Not sent: {unsent.Text}");
        return !_isRefused;
    }

    public void Dispose() => _telling.Dispose();

    private async Task Begin(CancellationToken cancellation)
    {
        if (options.Room is { } name) await Enter(await rostra.Join(name, cancellation), cancellation);
        else screen.ShowPlace(null, 0);
    }

    private async Task Hear(CancellationToken cancellation)
    {
        await foreach (var happened in rostra.Listen(cancellation))
        {
            await _telling.WaitAsync(cancellation);
            try
            {
                Tell(happened);
            }
            finally
            {
                _telling.Release();
            }
        }
    }

    private void Tell(RoomEvent happened)
    {
        if (happened is SessionEnded ended) Say($"The session was ended ({ended.Reason}).");
        if (happened.RoomId == Guid.Empty || IsShown(happened)) return;
        if (happened is RoomJoined { Room: var joined }) _names[joined.Id] = joined.Name;
        if (happened is RoomChanged { Room: var changed }) _names[changed.Id] = changed.Name;
        if (_room is { } room && room.Id != happened.RoomId && happened is not (RoomJoined or RoomLeft or RoomDeleted)) return;

        if (Telling.Of(happened, NameOf(happened.RoomId), rostra.Me.Id, clock.GetUtcNow()) is { } line) screen.Show(line);
        if (happened is RoomLeft or RoomDeleted && _room?.Id == happened.RoomId) Go(null);
    }

    // A page of history showed it already; and after a reset the numbers begin anew.
    private bool IsShown(RoomEvent happened)
    {
        if (happened.Seq is not { } seq) return false;
        if (happened is not RoomReset && _shown.GetValueOrDefault(happened.RoomId) >= seq) return true;
        _shown[happened.RoomId] = seq;
        return false;
    }

    private async Task Enter(Room room, CancellationToken cancellation)
    {
        _names[room.Id] = room.Name;
        await ShowPage(room, options.History, cancellation);
        Go(room);
        MarkRead();
    }

    private async Task ShowPage(Room room, int count, CancellationToken cancellation)
    {
        if (count == 0) return;
        await _telling.WaitAsync(cancellation);
        try
        {
            var page = await rostra.History(room.Id, limit: count, cancellation: cancellation);
            foreach (var line in page.Messages.Select(message => Telling.Of(message, NameOf(room.Id), rostra.Me.Id)).OfType<ChatLine>()) screen.Show(line);
            _shown[room.Id] = page.LastSeq;
            _room = room; // Before anything more is told.
        }
        finally
        {
            _telling.Release();
        }
    }

    private void Go(Room? room)
    {
        _room = room;
        ShowPlace();
    }

    private void MarkRead()
    {
        if (options.MarksRead && _room is { } room && _shown.TryGetValue(room.Id, out var seq)) _marking = Quietly(rostra.MarkRead(room.Id, seq));
    }

    private string NameOf(Guid roomId) => _names.GetOrAdd(roomId, id => rostra.Rooms.FirstOrDefault(room => room.Id == id)?.Name ?? "?");

    private void TellConnection(bool isConnected) => Say(isConnected ? "Connected again." : "The connection is lost; trying to come back. What you write is sent then.");

    private void ShowPlace() => screen.ShowPlace(_room is { } room ? NameOf(room.Id) : null, rostra.Unsent.Count);

    private void Say(string text) => screen.Show(ChatLine.Notice(text, clock.GetUtcNow()));

    private void Refuse(string text)
    {
        _isRefused = true;
        screen.Show(ChatLine.Refusal(text, clock.GetUtcNow()));
    }

    // Read marks are kept better than they are told: the next one says more.
    private static async Task Quietly(Task marking)
    {
        try
        {
            await marking;
        }
        catch (Exception refused) when (refused is RostraException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }
}

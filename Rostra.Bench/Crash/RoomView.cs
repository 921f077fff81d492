using Rostra.Clients;

namespace Rostra.Crash;

/// <summary>What a client knows of a room, kept by the contract's interval rule, with every step written down.</summary>
internal sealed class RoomView(Guid room)
{
    private readonly Dictionary<long, Message> _messages = [];
    private readonly List<ViewStep> _steps = [];

    public Guid Room { get; } = room;

    /// <summary>Everything up to here is known.</summary>
    public long Known { get; private set; }

    /// <summary>False: something before the interval is missing and must be fetched first.</summary>
    public bool Apply(WireInterval interval, bool isLive)
    {
        var (after, upTo, events) = (interval.After!.Value, interval.UpTo!.Value, interval.Events ?? []);
        if (upTo <= Known) return true;
        if (after > Known) return false;

        foreach (var @event in events.Where(@event => @event.Seq > Known && @event.Message is not null)) Keep(@event.Message!);
        _steps.Add(new(after, upTo, isLive, false, [.. events.Select(Seen)]));
        Known = upTo;
        return true;
    }

    /// <summary>Begins anew from a full reading that was at <paramref name="seq"/> or later.</summary>
    public void Reset(long seq, IEnumerable<Message> messages)
    {
        _messages.Clear();
        foreach (var message in messages) Keep(message);
        _steps.Add(new(0, seq, false, true, []));
        Known = seq;
    }

    /// <summary>A message that somebody could react to.</summary>
    public Message? Any(Random random) => _messages.Count == 0 ? null : _messages.ElementAt(random.Next(_messages.Count)).Value;

    public ClientView Of(string client) => new(client, Room, [.. _steps], [.. _messages.OrderBy(entry => entry.Key).Select(entry => Show(entry.Value))]);

    public static Shown Show(Message message) => new(
        message.Id, message.ClientId, message.Author.Id, message.Text, message.ChangedSeq,
        string.Join(' ', message.Reactions.Select(reaction => $"{reaction.Emoji}{reaction.Count}")));

    private void Keep(Message message)
    {
        if (!_messages.TryGetValue(message.Id, out var mine) || message.ChangedSeq > mine.ChangedSeq) _messages[message.Id] = message;
    }

    private static SeenEvent Seen(WireEvent @event) => new(@event.Seq ?? 0, @event.Type == "messagePosted" ? @event.Message?.ClientId : null);
}

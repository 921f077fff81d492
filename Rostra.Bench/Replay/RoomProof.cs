using Rostra.Clients;

namespace Rostra.Replay;

/// <summary>Holds what a room shows against what was to be said in it. Fed page by page, so a room of any size fits.</summary>
/// <param name="authorOf">The id of a speaker's account.</param>
internal sealed class RoomProof(ReplayRoom room, Func<Speaker, Guid> authorOf)
{
    private const int ToldMax = 20;
    private readonly Dictionary<Guid, (Spoken Line, long Id)> _awaited = room.Lines.ToDictionary(line => line.ClientId, line => (line, 0L));
    private readonly Dictionary<Speaker, int> _lastOfSpeaker = [];
    private long _lastId;
    private int _messages;
    private bool _isOnlyOurs = true;

    /// <summary>The first faults, in words.</summary>
    public List<string> Faults { get; } = [];

    public int FaultCount { get; private set; }

    public int Stored { get; private set; }

    public void Read(Message message)
    {
        _messages++;
        if (message.Id <= _lastId) Fault($"id {message.Id} follows {_lastId}");
        _lastId = Math.Max(message.Id, _lastId);
        if (message.ChangedSeq != message.Id) _isOnlyOurs = false;
        if (!_awaited.TryGetValue(message.ClientId, out var awaited) || authorOf(awaited.Line.Speaker) != message.Author.Id) _isOnlyOurs = false;
        else Hold(awaited, message);
    }

    /// <summary>What was never seen; and whether the room's numbers leave no hole.</summary>
    public void Finish(Room now, WireInterval tail)
    {
        foreach (var (line, id) in _awaited.Values.Where(awaited => awaited.Id == 0)) Fault($"line {line.Number} of “{line.Speaker.Username}” is not there");

        // Making it and each joining took a number; where nobody but the replay was here, messages took all others.
        var speakers = room.Speakers.Count();
        var accounted = _messages + now.MemberCount;
        var isExact = _isOnlyOurs && now.MemberCount == speakers;
        if (isExact ? now.LastSeq != accounted : now.LastSeq < accounted)
        {
            Fault($"lastSeq is {now.LastSeq}, but {_messages} messages and {now.MemberCount} members account for {accounted}");
        }

        if (tail.Reset || tail.Events is not { } events) Fault("its last changes cannot be read: reset");
        else if (isExact) HoldDense(tail, events);
    }

    private void Hold((Spoken Line, long Id) awaited, Message message)
    {
        var line = awaited.Line;
        if (awaited.Id != 0) Fault($"line {line.Number} is there twice, as {awaited.Id} and {message.Id}");
        else Stored++;

        _awaited[message.ClientId] = (line, message.Id);
        if (!string.Equals(line.Text, message.Text, StringComparison.Ordinal)) Fault($"line {line.Number} reads “{message.Text}” instead of “{line.Text}”");
        if (_lastOfSpeaker.GetValueOrDefault(line.Speaker) is var last && last > line.Number) Fault($"“{line.Speaker.Username}”: line {line.Number} comes after line {last}");
        _lastOfSpeaker[line.Speaker] = line.Number;
    }

    private void HoldDense(WireInterval tail, WireEvent[] events)
    {
        var awaited = tail.After!.Value;
        foreach (var @event in events)
        {
            if (@event.Seq != ++awaited) Fault($"its changes go from {awaited - 1} to {@event.Seq}");
            awaited = @event.Seq ?? awaited;
        }
    }

    private void Fault(string text)
    {
        FaultCount++;
        if (Faults.Count < ToldMax) Faults.Add($"{room.Name}: {text}");
    }
}

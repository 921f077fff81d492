using System.Diagnostics.Metrics;
using Rostra.Hosting;

namespace Rostra.Oversight;

/// <summary>
/// What this node's own instruments measured within the last minute, whether or not anybody scrapes them. An instrument that is listened to costs a call and an
/// interlocked addition each time; gauges are looked at when the minute is taken.
/// </summary>
public sealed class LastMinute : IDisposable
{
    private static readonly TimeSpan Whole = TimeSpan.FromMinutes(1);

    private readonly MeterListener _listener = new();
    private readonly Queue<(long At, NodeFigures Totals)> _before = [];
    private readonly TimeProvider _time;
    private long _sends;
    private long _kept;
    private long _refused;
    private long _socketsOpened;
    private long _commits;
    private long _fenced;
    private long _connections;
    private long _rooms;

    /// <param name="meters">This host's: another's gauges in the same process are not ours. Counters go by the process.</param>
    public LastMinute(NodeRole role, IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        HashSet<string> names = role is NodeRole.Gateway
            ? ["rostra.sends", "rostra.acks", "rostra.sockets.opened", "rostra.connections"]
            : ["rostra.commits", "rostra.rooms"];
        var gauges = meters.Create(Instruments.Name);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if ((instrument.Meter == Instruments.Meter || instrument.Meter == gauges) && names.Contains(instrument.Name))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, more, tags, _) => Count(instrument.Name, more, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, now, _, _) => Look(instrument.Name, now));
        _listener.Start();
        _before.Enqueue((time.GetTimestamp(), Totals));
    }

    private NodeFigures Totals => new(
        Volatile.Read(ref _sends), Volatile.Read(ref _kept), Volatile.Read(ref _refused), Volatile.Read(ref _socketsOpened), Volatile.Read(ref _commits),
        Volatile.Read(ref _fenced), Volatile.Read(ref _connections), Volatile.Read(ref _rooms));

    /// <summary>As of now. Not from two threads at once.</summary>
    public NodeFigures Take()
    {
        _listener.RecordObservableInstruments();
        while (_before.Count > 1 && _time.GetElapsedTime(_before.Peek().At) > Whole)
        {
            _before.Dequeue();
        }

        var (now, then) = (Totals, _before.Peek().Totals);
        _before.Enqueue((_time.GetTimestamp(), now));
        return now with
        {
            Sends = now.Sends - then.Sends,
            Kept = now.Kept - then.Kept,
            Refused = now.Refused - then.Refused,
            SocketsOpened = now.SocketsOpened - then.SocketsOpened,
            Commits = now.Commits - then.Commits,
            Fenced = now.Fenced - then.Fenced,
        };
    }

    public void Dispose() => _listener.Dispose();

    private void Count(string name, long more, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var outcome = tags.IsEmpty ? null : tags[0].Value as string;
        switch (name, outcome)
        {
            case ("rostra.sends", _):
                Interlocked.Add(ref _sends, more);
                break;
            case ("rostra.sockets.opened", _):
                Interlocked.Add(ref _socketsOpened, more);
                break;
            case ("rostra.acks", "kept"):
                Interlocked.Add(ref _kept, more);
                break;
            case ("rostra.acks", not "duplicate"):
                Interlocked.Add(ref _refused, more);
                break;
            case ("rostra.commits", "kept"):
                Interlocked.Add(ref _commits, more);
                break;
            case ("rostra.commits", "fenced"):
                Interlocked.Add(ref _fenced, more);
                break;
        }
    }

    private void Look(string name, int now) => Volatile.Write(ref name is "rostra.connections" ? ref _connections : ref _rooms, now);
}

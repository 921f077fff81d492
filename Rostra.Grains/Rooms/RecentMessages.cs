using Rostra.Messages;
using Rostra.Rooms.Log;

namespace Rostra.Rooms;

/// <summary>The newest messages of a room in memory, without a hole up to the newest; bounded in number and bytes.</summary>
internal sealed class RecentMessages(int countMax, int bytesMax)
{
    private readonly List<StoredMessage> _ascending = [];
    private readonly Dictionary<MessageKey, long> _ids = [];
    private long _bytes;

    /// <summary>The room has messages before those in memory.</summary>
    public bool HasOlder { get; private set; }

    public int Count => _ascending.Count;

    /// <param name="ascending">The newest messages of the room.</param>
    public void Load(IEnumerable<StoredMessage> ascending, bool hasOlder)
    {
        HasOlder = hasOlder;
        foreach (var message in ascending)
        {
            Put(message);
        }
    }

    public StoredMessage? Find(long id) => IndexOf(id) is >= 0 and var index ? _ascending[index] : null;

    public StoredMessage? Find(MessageKey key) => _ids.TryGetValue(key, out var id) ? Find(id) : null;

    /// <summary>The newest, ascending; null when memory holds fewer although the room has more.</summary>
    public IReadOnlyList<StoredMessage>? Newest(int limit) =>
        _ascending.Count >= limit ? _ascending[^limit..]
        : HasOlder ? null
        : _ascending[..];

    /// <summary>A new message, or a new version of one that may be in memory.</summary>
    public void Put(StoredMessage message)
    {
        var index = IndexOf(message.Id);
        if (index >= 0)
        {
            _bytes += message.Bytes - _ascending[index].Bytes;
            _ascending[index] = message;
        }
        else if (_ascending.Count == 0 || message.Id > _ascending[^1].Id)
        {
            _ascending.Add(message);
            _ids[message.Key] = message.Id;
            _bytes += message.Bytes;
        }
        Shrink();
    }

    /// <summary>Forgets what has been removed from the log.</summary>
    /// <param name="upTo">Nothing up to here is left.</param>
    /// <param name="oldest">The oldest message that is left; null: none is.</param>
    public void Trim(long upTo, long? oldest)
    {
        Drop(_ascending.TakeWhile(message => message.Id <= upTo).Count());
        HasOlder = _ascending.Count > 0 && oldest < _ascending[0].Id;
    }

    private void Shrink()
    {
        var (drop, bytes) = (0, _bytes);
        while (_ascending.Count - drop > 1 && (_ascending.Count - drop > countMax || bytes > bytesMax))
        {
            bytes -= _ascending[drop++].Bytes;
        }
        HasOlder |= drop > 0;
        Drop(drop);
    }

    private void Drop(int count)
    {
        foreach (var message in _ascending.Take(count))
        {
            _bytes -= message.Bytes;
            _ids.Remove(message.Key);
        }
        _ascending.RemoveRange(0, count);
    }

    private int IndexOf(long id)
    {
        var (low, high) = (0, _ascending.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = _ascending[middle].Id;
            if (found == id)
            {
                return middle;
            }
            (low, high) = found < id ? (middle + 1, high) : (low, middle - 1);
        }
        return -1;
    }
}

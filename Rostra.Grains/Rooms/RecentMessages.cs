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

    private void Shrink()
    {
        var drop = 0;
        while (_ascending.Count - drop > 1 && (_ascending.Count - drop > countMax || _bytes > bytesMax))
        {
            var oldest = _ascending[drop++];
            _bytes -= oldest.Bytes;
            _ids.Remove(oldest.Key);
        }
        if (drop > 0)
        {
            _ascending.RemoveRange(0, drop);
            HasOlder = true;
        }
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

using System.Collections.Concurrent;

namespace Rostra.Realtime;

/// <summary>Who has said hello on this gateway, with all their connections.</summary>
internal sealed class People
{
    private readonly ConcurrentDictionary<Guid, ImmutableArray<IListener>> _byUser = new();

    public int Count => _byUser.Count;

    public IReadOnlyList<IListener> Of(Guid userId) => _byUser.TryGetValue(userId, out var connections) ? connections : [];

    public void Add(IListener connection) => _byUser.AddOrUpdate(
        connection.UserId, _ => [connection], (_, others) => others.Contains(connection) ? others : others.Add(connection));

    public void Remove(IListener connection)
    {
        while (_byUser.TryGetValue(connection.UserId, out var before))
        {
            var after = before.Remove(connection);
            if (after.IsEmpty
                ? _byUser.TryRemove(new KeyValuePair<Guid, ImmutableArray<IListener>>(connection.UserId, before))
                : _byUser.TryUpdate(connection.UserId, after, before))
            {
                return;
            }
        }
    }
}

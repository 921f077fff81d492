using Rostra.Messages;
using Rostra.Rooms.Log;
using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>What was read from the database for the commands at hand, beyond what the room remembers.</summary>
/// <param name="ById">Messages that commands are about.</param>
/// <param name="IdByKey">Which message stands under a client id.</param>
/// <param name="Looked">The client ids that were looked up, found or not.</param>
/// <param name="People">People that commands are about and who are no members; null: nobody has that id.</param>
internal sealed record Findings(
    ImmutableDictionary<long, StoredMessage> ById,
    ImmutableDictionary<MessageKey, long> IdByKey,
    ImmutableHashSet<MessageKey> Looked,
    ImmutableDictionary<Guid, UserRef?> People)
{
    public static readonly Findings None = new(
        ImmutableDictionary<long, StoredMessage>.Empty, ImmutableDictionary<MessageKey, long>.Empty, [], ImmutableDictionary<Guid, UserRef?>.Empty);
}

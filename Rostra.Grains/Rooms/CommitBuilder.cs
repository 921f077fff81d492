using Rostra.Messages;
using Rostra.Rooms.Log;

namespace Rostra.Rooms;

/// <summary>Gathers the rows of a draft; a message that changed several times ends up as one row.</summary>
internal sealed class CommitBuilder
{
    public List<ChangeRow> Changes { get; } = [];
    public List<ReactionRow> ReactionsAdded { get; } = [];
    public List<ReactionRow> ReactionsRemoved { get; } = [];
    public List<long> ReactionsCleared { get; } = [];
    public List<MemberRow> Joined { get; } = [];
    public List<MemberRow> MembersChanged { get; } = [];
    public List<ActRow> Acts { get; } = [];
    public List<BanRow> Banned { get; } = [];
    public List<Guid> Unbanned { get; } = [];
    public RoomRow? Room { get; set; }

    /// <param name="lastSeq">The kept head: messages above it are new.</param>
    public RoomCommit Build(RoomCommit commit, IEnumerable<StoredMessage> messages, long lastSeq)
    {
        var rows = messages.Select(message => message.Row).ToLookup(row => row.Id > lastSeq);
        return commit with
        {
            Posted = [.. rows[true]],
            Changed = [.. rows[false]],
            Changes = [.. Changes],
            ReactionsAdded = [.. ReactionsAdded],
            ReactionsRemoved = [.. ReactionsRemoved],
            ReactionsCleared = [.. ReactionsCleared],
            Joined = [.. Joined],
            MembersChanged = [.. MembersChanged],
            Acts = [.. Acts],
            Banned = [.. Banned],
            Unbanned = [.. Unbanned],
            Room = Room,
        };
    }
}

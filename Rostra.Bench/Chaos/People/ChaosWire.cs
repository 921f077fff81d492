using Rostra.Clients;

namespace Rostra.Chaos;

/// <summary>A frame that the server pushed.</summary>
internal sealed record WireFrame(WireBatch[] Arguments);

/// <summary>A batch, or an entry of a catch-up, or an answer of <c>changes</c>, with every member that the checker wants to know.</summary>
internal sealed record WireBatch(Guid? RoomId, long? After, long? UpTo, WireHappening[]? Events, bool More, bool Reset, bool Gone, long? LastSeq);

internal sealed record WireHappening(
    string Type, long? Seq, Message? Message, UserRef? User, WireMember? Member, string? Change, MyRoom? Room, Guid? RoomId, long? ReadSeq, int? Unread, int? ReconnectWithinMs)
{
    /// <summary>As the history has it; null for what is not durable.</summary>
    public SeenEvent? ToSeen() => (Type, Seq) switch
    {
        (_, null) => null,
        ("messagePosted", { } seq) => Seen.Of(seq, EntryKind.Posted, Message!),
        ("messageChanged", { } seq) => Seen.Of(seq, Kind(Change), Message!),
        ("memberJoined", { } seq) => new(seq, EntryKind.Joined) { User = Member!.User.Id },
        ("memberLeft", { } seq) => new(seq, EntryKind.Left) { User = User!.Id },
        ("memberChanged", { } seq) => new(seq, EntryKind.MemberChanged) { User = Member!.User.Id },
        ("roomDeleted", { } seq) => new(seq, EntryKind.RoomDeleted),
        (_, { } seq) => new(seq, EntryKind.RoomChanged),
    };

    private static EntryKind Kind(string? change) => change switch
    {
        "edited" => EntryKind.Edited,
        "deleted" => EntryKind.Deleted,
        "reacted" => EntryKind.Reacted,
        "unreacted" => EntryKind.Unreacted,
        _ => EntryKind.Changed,
    };
}

internal sealed record WireMember(UserRef User, long ChangedSeq);

internal sealed record WireMembers(WireMember[] Members, int Total, string? Cursor);

/// <summary>A room as one of its members is told of it.</summary>
internal sealed record MyRoom(Guid Id, UserRef Owner, long LastSeq, string? Role, long? ReadSeq, int? Unread);

internal sealed record WireWelcome(System.Text.Json.JsonElement Epoch, MyRoom[] Rooms, WireBatch[] CatchUp);

internal sealed record WireRead(long ReadSeq, int Unread);

internal sealed record Nothing;

/// <summary>Puts what came over the wire into the history's form.</summary>
internal static class Seen
{
    public static SeenEvent Of(long seq, EntryKind kind, Message message) => new(seq, kind)
    {
        Id = message.Id,
        Cid = message.ClientId,
        User = message.Author.Id,
        Hash = message.DeletedAt is null ? Digest.OfText(message.Text) : null,
        Deleted = message.DeletedAt is not null,
        Changed = message.ChangedSeq,
        Reactions = Reactions(message.Reactions.Select(reaction => (reaction.Emoji, reaction.Count))),
    };

    public static SeenEvent Of(Message message) => Of(message.Id, EntryKind.Posted, message);

    /// <summary>In one order, whatever the counts are.</summary>
    public static string? Reactions(IEnumerable<(string Emoji, int Count)> reactions)
    {
        var text = string.Join(' ', reactions.OrderBy(reaction => reaction.Emoji, StringComparer.Ordinal).Select(reaction => $"{reaction.Emoji}{reaction.Count}"));
        return text.Length == 0 ? null : text;
    }
}

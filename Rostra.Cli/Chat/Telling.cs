using Rostra.Clients;

namespace Rostra.Chat;

/// <summary>How what happens in a room is told in a line.</summary>
internal static class Telling
{
    /// <param name="room">The room's name.</param>
    /// <param name="now">For what has no time of its own.</param>
    /// <returns>Null: it is not told.</returns>
    public static ChatLine? Of(RoomEvent happened, string room, Guid me, DateTimeOffset now)
    {
        return happened switch
        {
            MessagePosted posted => Of(posted.Message, room, me),
            MessageChanged { Message: { DeletedAt: { } at } message } => Happening($"{message.Author.Username}'s message was deleted", at),
            MessageChanged { Change: "reacted", Emoji: { } emoji, Message: var message } => Happening($"{emoji} for {message.Author.Username}: {message.Text}"),
            MessageChanged { Message: { EditedAt: { } at } message, Change: null or "edited" } => Happening($"{message.Author.Username} now says: {message.Text}", at),
            MemberJoined { Member: var member } => Happening($"{member.User.Username} joined", member.JoinedAt),
            MemberLeft { User: var user } => Happening($"{user.Username} left"),
            MemberChanged { Member: { Role: "owner" } member } => Happening($"{member.User.Username} is the owner"),
            RoomChanged { Room: var changed } => Happening($"the room is “{changed.Name}”{(changed.Description is { } about ? $": {about}" : "")}"),
            RoomDeleted => Happening("the room was deleted"),
            RoomReset => Happening("what happened in between is not told: see /history"),
            RoomJoined => Happening("you are in this room now"),
            RoomLeft { Reason: "removed" } => Happening("you were removed from this room"),
            RoomLeft => Happening("you are not in this room any more"),
            _ => null,
        };

        ChatLine Happening(string text, DateTimeOffset? at = null) => new(LineKind.Happening, at ?? now, text, room);
    }

    /// <summary>A message as it now is; null: it was deleted.</summary>
    public static ChatLine? Of(Message message, string room, Guid me) => message.DeletedAt is not null ? null
        : new(message.Author.Id == me ? LineKind.OwnMessage : LineKind.Message, message.SentAt, message.Text, room, message.Author.Username);
}

using Rostra.Rooms.Log;
using Rostra.Users;

namespace Rostra.Messages;

/// <summary>A message as the room holds it: with everybody who reacted, which a reader never gets in full.</summary>
/// <param name="Reactions">In the order of <see cref="Emojis.All"/>; none is empty.</param>
internal sealed record StoredMessage(
    Guid RoomId,
    long Id,
    Guid ClientId,
    UserRef Author,
    string Text,
    DateTimeOffset SentAt,
    DateTimeOffset? EditedAt,
    DateTimeOffset? DeletedAt,
    ImmutableArray<StoredReaction> Reactions,
    long ChangedSeq)
{
    public MessageKey Key => new(Author.Id, ClientId);

    public bool IsDeleted => DeletedAt is not null;

    /// <summary>Roughly what it costs to keep in memory.</summary>
    public int Bytes => 200 + (2 * Text.Length) + Reactions.Sum(reaction => 32 + (16 * reaction.UserIds.Length));

    public MessageRow Row => new(Id, ClientId, Author.Id, Text, SentAt, EditedAt, DeletedAt, ChangedSeq);

    public bool HasReaction(short emoji, Guid userId) => Reactions.Any(reaction => reaction.Emoji == emoji && reaction.UserIds.Contains(userId));

    public StoredMessage React(short emoji, Guid userId, bool on, long seq)
    {
        var before = Reactions.FirstOrDefault(reaction => reaction.Emoji == emoji)?.UserIds ?? [];
        var after = on ? before.Add(userId) : before.Remove(userId);
        var others = Reactions.Where(reaction => reaction.Emoji != emoji);
        var all = after.IsEmpty ? others : others.Append(new StoredReaction(emoji, after)).OrderBy(reaction => reaction.Emoji);
        return this with { Reactions = [.. all], ChangedSeq = seq };
    }

    public StoredMessage Delete(DateTimeOffset at, long seq) => this with { Text = "", DeletedAt = at, Reactions = [], ChangedSeq = seq };

    /// <summary>As everybody sees it, or with <paramref name="reader"/> as that person does.</summary>
    public Message View(Guid? reader = null) =>
        new(RoomId, Id, ClientId, Author, Text, SentAt, EditedAt, DeletedAt, ViewReactions(reader), ChangedSeq);

    private ImmutableArray<Reaction> ViewReactions(Guid? reader) => Reactions.IsEmpty ? [] :
    [
        .. Reactions
            .OrderByDescending(reaction => reaction.UserIds.Length).ThenBy(reaction => reaction.Emoji)
            .Select(reaction => new Reaction(
                Emojis.All[reaction.Emoji],
                reaction.UserIds.Length,
                [.. reaction.UserIds.Take(Reaction.UserIdsMax)],
                reader is { } userId ? reaction.UserIds.Contains(userId) : null)),
    ];
}

/// <param name="Emoji">Position in <see cref="Emojis.All"/>.</param>
/// <param name="UserIds">By time.</param>
internal sealed record StoredReaction(short Emoji, ImmutableArray<Guid> UserIds);

using Rostra.Users;

namespace Rostra.Messages;

/// <summary>A message as it now is. Deleted: <paramref name="Text"/> is empty and <paramref name="Reactions"/> too.</summary>
/// <param name="Id">The room's sequence number at which it was posted: its name and its place.</param>
/// <param name="ClientId">Chosen by the sender, so that a retry is recognised and the optimistic copy is replaced.</param>
/// <param name="SentAt">The server's time; never falls within a room.</param>
/// <param name="Reactions">By count descending, then in the order of <c>emojis</c> in the limits.</param>
/// <param name="ChangedSeq">The sequence number of the last change to it. Of two versions the higher wins.</param>
[GenerateSerializer, Immutable, Alias("rostra.Message")]
public sealed record Message(
    Guid RoomId,
    long Id,
    Guid ClientId,
    UserRef Author,
    string Text,
    DateTimeOffset SentAt,
    DateTimeOffset? EditedAt,
    DateTimeOffset? DeletedAt,
    ImmutableArray<Reaction> Reactions,
    long ChangedSeq);

/// <summary>One emoji under a message.</summary>
/// <param name="UserIds">The first 50 of those who chose it, by time.</param>
/// <param name="Mine">In answers to a person only; never in events, because one frame serves all.</param>
[GenerateSerializer, Immutable, Alias("rostra.Reaction")]
public sealed record Reaction(string Emoji, int Count, ImmutableArray<Guid> UserIds, bool? Mine = null)
{
    public const int UserIdsMax = 50;
}

/// <summary>The reactions there are.</summary>
public static class Emojis
{
    /// <summary>In the order in which equal counts are shown. The position is what is stored: append, never reorder.</summary>
    public static readonly ImmutableArray<string> All = ["👍", "👎", "❤️", "😂", "🔥", "👀", "🎉"];
}

/// <summary>Who chose one emoji under a message.</summary>
/// <param name="Users">The first 50 of them, by time.</param>
[GenerateSerializer, Immutable, Alias("rostra.Reactors")]
public sealed record Reactors(string Emoji, int Count, ImmutableArray<UserRef> Users);

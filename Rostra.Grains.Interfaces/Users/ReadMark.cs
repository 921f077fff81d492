namespace Rostra.Users;

/// <summary>How far a person has read in a room.</summary>
/// <param name="ReadSeq">The largest of their mark, the seq of their joining and their newest message.</param>
/// <param name="Unread">Messages after it, of others, not deleted, counted to at most <see cref="UnreadMax"/>.</param>
[GenerateSerializer, Immutable, Alias("rostra.ReadMark")]
public sealed record ReadMark(long ReadSeq, int Unread)
{
    /// <summary>Most that is counted: it stands for "this many or more".</summary>
    public const int UnreadMax = 100;
}

namespace Rostra.Rooms.Log;

/// <summary>What became of a commit. Always definite: while it is unknown, the writer goes on asking.</summary>
internal abstract record CommitOutcome
{
    /// <summary>It is durable.</summary>
    public sealed record Kept : CommitOutcome
    {
        public static readonly Kept Value = new();
    }

    /// <summary>The head is elsewhere: another activation of the room has written. Nothing was kept.</summary>
    public sealed record Stale(long LastSeq) : CommitOutcome;

    /// <summary>Some client ids are in the log already. Nothing was kept: decide again, knowing them.</summary>
    public sealed record Duplicate(ImmutableArray<KnownMessage> Known) : CommitOutcome;

    /// <summary>The database refuses a row of it for what is in it. Nothing was kept.</summary>
    public sealed record Rejected(string SqlState) : CommitOutcome;

    /// <summary>Another transaction held the room until the deadline. Nothing was kept.</summary>
    public sealed record Locked : CommitOutcome
    {
        public static readonly Locked Value = new();
    }

    /// <summary>Another living room has the name. Nothing was kept.</summary>
    public sealed record NameTaken : CommitOutcome
    {
        public static readonly NameTaken Value = new();
    }
}

/// <summary>A message that is in the log already under this client id.</summary>
internal readonly record struct KnownMessage(MessageKey Key, long Id);

/// <summary>How a sender names a message within a room.</summary>
internal readonly record struct MessageKey(Guid AuthorId, Guid ClientId);

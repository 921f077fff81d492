namespace Rostra.Chaos;

/// <summary>What an entry of a room's log is. <c>Changed</c>: of a message, where a page does not say in which way.</summary>
internal enum EntryKind
{
    Posted,
    Edited,
    Deleted,
    Reacted,
    Unreacted,
    Joined,
    Left,
    MemberChanged,
    RoomChanged,
    RoomDeleted,
    Changed,
}

/// <summary>A durable event, or a message on a page, as a client saw it.</summary>
internal sealed record SeenEvent(long Seq, EntryKind Kind)
{
    /// <summary>Of the message that it shows.</summary>
    public long? Id { get; init; }

    public Guid? Cid { get; init; }

    /// <summary>A message's author; who joined, left or changed.</summary>
    public Guid? User { get; init; }

    public long? Hash { get; init; }

    public bool Deleted { get; init; }

    /// <summary>The message's version.</summary>
    public long? Changed { get; init; }

    public string? Reactions { get; init; }
}

/// <summary>An entry of the log as the tables have it at the end; of a message also how it is by then.</summary>
internal sealed record LogEntry(long Seq, EntryKind Kind)
{
    public long? Id { get; init; }

    public Guid? Cid { get; init; }

    public Guid? User { get; init; }

    /// <summary>Who did it.</summary>
    public Guid? Actor { get; init; }

    public long? Hash { get; init; }

    public bool Deleted { get; init; }

    public long? Changed { get; init; }

    public string? Reactions { get; init; }
}

/// <summary>One membership, from its joining to its end.</summary>
internal sealed record Stint(Guid User, long Joined, long? Left);

/// <summary>How far somebody has read, as the table has it.</summary>
internal sealed record ReadMark(Guid User, long Seq);

/// <summary>A room as the tables have it at the end.</summary>
internal sealed record FinalRoom(Guid Room, long Head, bool Deleted)
{
    /// <summary>Messages and changes together, in the order of their numbers.</summary>
    public IReadOnlyList<LogEntry> Log { get; init; } = [];

    public IReadOnlyList<Stint> Members { get; init; } = [];

    public IReadOnlyList<ReadMark> Marks { get; init; } = [];
}

/// <summary>How the run was made, as far as the verdict depends on it.</summary>
internal sealed record RunFacts
{
    public int Seed { get; init; }

    public int Seconds { get; init; }

    public string? Commit { get; init; }

    public string? Mutant { get; init; }

    /// <summary>Links between processes could be cut, and were.</summary>
    public bool HasPartitions { get; init; }

    /// <summary>How long after the last fault everything must be well again.</summary>
    public double RecoverySeconds { get; init; } = 10;

    /// <summary>A revocation's answer, and then nothing of that session; longer where a fault may have swallowed the news.</summary>
    public double RevokedSeconds { get; init; } = 1;

    public double RevokedSecondsInFault { get; init; } = 30;

    public long ResidentBytesMax { get; init; } = 900L * 1024 * 1024;

    /// <summary>What a process may hold open at the end beyond what it held when the load began.</summary>
    public int HandlesMore { get; init; } = 64;
}

using System.Text.Json.Serialization;

namespace Rostra.Chaos;

/// <summary>What a line of a history is about.</summary>
internal enum Op
{
    Send,
    Edit,
    Delete,
    React,
    Make,
    Join,
    Leave,
    Drop,
    Read,
    Unread,
    Login,
    Refresh,
    Revoke,
    Connect,
    Close,
    Recv,
    Moved,
    History,
    Changes,
    View,
    Presence,
    Fault,
    Mark,
    Usage,
    Queue,
    Fenced,
    Evicted,
    Lag,
}

/// <summary>Where an operation is. <c>Fail</c> only for definite refusals; whatever may have been done or not is <c>Info</c>.</summary>
internal enum Phase
{
    Invoke,
    Ok,
    Fail,
    Info,
}

/// <summary>How a client came by what it saw.</summary>
internal enum Source
{
    Live,
    Resync,
    Hello,
    Reset,
}

/// <summary>One line of a history: something a client did, was answered or saw, something that was done to the cluster, or what a process used.</summary>
internal sealed record HistoryLine
{
    /// <summary>Microseconds of the machine's monotonic clock.</summary>
    public long T { get; init; }

    /// <summary>Whose file it is: one tab of a person, the nemesis, or a process that was looked at.</summary>
    public required string Client { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Op Op { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Phase Phase { get; init; }

    /// <summary>Pairs an answer with its invocation, within the client.</summary>
    public long? N { get; init; }

    public Guid? User { get; init; }

    public Guid? Sid { get; init; }

    /// <summary>Counts the client's sockets.</summary>
    public int? Conn { get; init; }

    /// <summary>The gateway that was spoken to.</summary>
    public string? Gw { get; init; }

    public Guid? Room { get; init; }

    /// <summary>The client id of a message.</summary>
    public Guid? Cid { get; init; }

    /// <summary>The id of the message that an edit, deletion or reaction is about.</summary>
    public long? Id { get; init; }

    /// <summary>Of a text, or of a whole view.</summary>
    public long? Hash { get; init; }

    /// <summary>The number that the operation took in the room's log; of a view: how far it is known.</summary>
    public long? Seq { get; init; }

    /// <summary>The room's head, as an answer told it.</summary>
    public long? Top { get; init; }

    /// <summary>A refusal's code, or a name: of a fault, of a mark in the run, of a queue.</summary>
    public string? Code { get; init; }

    public Source? Source { get; init; }

    public long? After { get; init; }

    public long? UpTo { get; init; }

    public bool More { get; init; }

    public IReadOnlyList<SeenEvent>? Events { get; init; }

    /// <summary>What a hello asked for, and what it got.</summary>
    public IReadOnlyList<Cursor>? Cursors { get; init; }

    public long? ReadSeq { get; init; }

    public int? Unread { get; init; }

    /// <summary>Of a view: the hash of what was read afresh. Of a revocation: nothing.</summary>
    public long? Fresh { get; init; }

    /// <summary>The session that a revocation ends.</summary>
    public Guid? Target { get; init; }
}

/// <summary>One room in a hello: the cursor that was sent, and the entry that answered it.</summary>
/// <param name="Seq">The cursor; null where none was sent.</param>
/// <param name="Top">The head that the same answer shows.</param>
internal sealed record Cursor(Guid Room, long? Seq, long? After = null, long? UpTo = null, bool More = false, bool Reset = false, bool Gone = false, long? Top = null);

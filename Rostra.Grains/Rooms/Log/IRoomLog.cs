namespace Rostra.Rooms.Log;

/// <summary>Where rooms' logs are kept. Every answer is definite; a fault means that the silo is stopping.</summary>
internal interface IRoomLog
{
    /// <summary>Keeps the commit, all of it or nothing. A room has one commit in flight at a time.</summary>
    Task<CommitOutcome> Append(RoomCommit commit);

    /// <summary>A room's first commit.</summary>
    Task<CommitOutcome> Create(Guid roomId, Guid commitId, RoomRow room);
}

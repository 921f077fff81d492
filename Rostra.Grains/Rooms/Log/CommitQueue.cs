using System.Threading.Channels;

namespace Rostra.Rooms.Log;

/// <summary>Commits that wait for the next transaction. Bounded by the number of rooms: each has one commit in flight.</summary>
internal sealed class CommitQueue(RoomLogOptions options, TimeProvider time)
{
    private readonly Channel<PendingCommit> _waiting = Channel.CreateUnbounded<PendingCommit>();

    public int Count => _waiting.Reader.Count;

    public Task<CommitOutcome> Add(RoomCommit commit)
    {
        var pending = new PendingCommit(commit, time.GetTimestamp());
        Return(pending);
        return pending.Outcome;
    }

    /// <summary>Puts one back that is to be tried again.</summary>
    public void Return(PendingCommit pending)
    {
        if (!_waiting.Writer.TryWrite(pending))
        {
            pending.Abandon();
        }
    }

    /// <summary>Waits for the first and takes whatever else is there by then, each room once. Empty: the queue is closed.</summary>
    public async Task<List<PendingCommit>> Take(CancellationToken cancellation)
    {
        var taken = new List<PendingCommit>();
        var rooms = new HashSet<Guid>();
        var rows = 0;
        if (!await _waiting.Reader.WaitToReadAsync(cancellation))
        {
            return taken;
        }
        List<PendingCommit>? later = null;
        while (taken.Count < options.BatchCommitsMax && rows < options.BatchRowsMax && _waiting.Reader.TryRead(out var next))
        {
            // Two activations of one room on this silo: the statement judges a room once, so the second waits for the next.
            if (!rooms.Add(next.Commit.RoomId))
            {
                (later ??= []).Add(next);
                continue;
            }
            taken.Add(next);
            rows += next.Commit.RowCount;
        }
        later?.ForEach(Return);
        return taken;
    }

    /// <summary>Takes nothing more, and abandons what waits.</summary>
    public void Close()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var pending))
        {
            pending.Abandon();
        }
    }
}

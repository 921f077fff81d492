using System.Diagnostics;
using Rostra.Hosting;

namespace Rostra.Rooms.Log;

/// <summary>A commit on its way, and who waits for its outcome.</summary>
internal sealed class PendingCommit(RoomCommit commit, long startedAt)
{
    // Continuations run elsewhere: the writer must not do a room's work between two transactions.
    private readonly TaskCompletionSource<CommitOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RoomCommit Commit => commit;

    /// <summary>Who asked, for traces.</summary>
    public ActivityContext Trace { get; } = Instruments.Here;

    /// <summary>When it was handed in, in the clock's ticks.</summary>
    public long StartedAt => startedAt;

    /// <summary>How often its room was found locked.</summary>
    public int LockedTimes { get; set; }

    public Task<CommitOutcome> Outcome => _outcome.Task;

    public void Answer(CommitOutcome outcome)
    {
        CommitMetrics.Settled(outcome);
        _outcome.TrySetResult(outcome);
    }

    public void Abandon() => _outcome.TrySetCanceled();
}

using System.Diagnostics;
using Rostra.Hosting;
using Rostra.Messages;

namespace Rostra.Rooms;

/// <summary>Something asked of a room that waits in its inbox for a decision. Not cancellable: once in, it happens or is refused.</summary>
internal abstract class Command
{
    /// <summary>A message that must be known before this can be decided.</summary>
    public long? AboutMessage { get; init; }

    /// <summary>Somebody who must be known before this can be decided, member or not.</summary>
    public Guid? AboutPerson { get; init; }

    /// <summary>A client id that the log may hold already.</summary>
    public PostMessage? Posts { get; init; }

    /// <summary>Shares its commit with nothing: it writes the room's own row.</summary>
    public bool GoesAlone { get; init; }

    /// <summary>Who asked, for traces.</summary>
    public ActivityContext Trace { get; } = Instruments.Here;

    /// <returns>False: only after the next commit.</returns>
    public abstract bool Decide(RoomDraft draft);

    /// <summary>Tells the caller what was decided. Only once that is kept.</summary>
    public abstract void Answer();

    public abstract void Refuse(Refusal refusal);
}

internal sealed class Command<T>(Func<RoomDraft, Outcome<T>?> decide) : Command
{
    private readonly TaskCompletionSource<Outcome<T>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Outcome<T>? _decided;

    public Task<Outcome<T>> Answered => _answer.Task;

    public override bool Decide(RoomDraft draft) => (_decided = decide(draft)) is not null;

    public override void Answer() => _answer.TrySetResult(_decided!.Value);

    public override void Refuse(Refusal refusal) => _answer.TrySetResult(refusal);
}

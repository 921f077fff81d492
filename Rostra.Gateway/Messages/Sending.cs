using System.Diagnostics;
using Rostra.Hosting;

namespace Rostra.Messages;

/// <summary>A message on its way to its room.</summary>
/// <param name="origin">The socket (or request) it came from: its sends keep their order.</param>
/// <param name="deadline">After this its sender is told that the outcome is unknown.</param>
internal sealed class Sending(object origin, PostMessage post, TimeSpan deadline)
{
    private readonly TaskCompletionSource<Outcome<Posted>> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public object Origin => origin;

    /// <summary>Who asked, for traces.</summary>
    public ActivityContext Trace { get; } = Instruments.Here;

    public PostMessage Post { get; private set; } = post;

    public TimeSpan Deadline => deadline;

    public Task<Outcome<Posted>> Outcome => _outcome.Task;

    /// <summary>It was sent to the room before, and what came of that is not known.</summary>
    public bool IsRepeat { get; set; }

    /// <summary>Its author sends too often: the room refuses it, unless it is a repeat. Decided once, before it stands in the room's line; trying again does not count.</summary>
    public void IsOverRate(TimeSpan wait) => Post = Post with { RetryAfterMs = (long)Math.Ceiling(wait.TotalMilliseconds) };

    public void Answer(Outcome<Posted> outcome) => _outcome.TrySetResult(outcome);
}

namespace Rostra.Messages;

/// <summary>A message on its way to its room.</summary>
/// <param name="Origin">The socket (or request) it came from: its sends keep their order.</param>
/// <param name="Deadline">After this its sender is told that the outcome is unknown.</param>
internal sealed record Sending(object Origin, PostMessage Post, TimeSpan Deadline)
{
    private readonly TaskCompletionSource<Outcome<Posted>> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Outcome<Posted>> Outcome => _outcome.Task;

    public void Answer(Outcome<Posted> outcome) => _outcome.TrySetResult(outcome);
}

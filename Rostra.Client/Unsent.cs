namespace Rostra.Clients;

/// <summary>A message on its way.</summary>
/// <param name="ClientId">Its name for ever: sent again under it, it is the same message.</param>
public sealed record Unsent(Guid RoomId, Guid ClientId, string Text)
{
    internal TaskCompletionSource<Posted> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

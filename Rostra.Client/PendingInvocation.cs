using System.Text.Json;

namespace Rostra.Clients;

/// <summary>A call whose completion has not come yet.</summary>
internal abstract class PendingInvocation
{
    public abstract void Complete(ReadOnlySpan<byte> frame, string? error);

    public abstract void Cut(string why);
}

/// <inheritdoc />
internal sealed class PendingInvocation<T> : PendingInvocation
    where T : class
{
    private readonly TaskCompletionSource<Answer<T>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Answer<T>> Answer => _answer.Task;

    public override void Complete(ReadOnlySpan<byte> frame, string? error)
    {
        if (error is not null)
        {
            _answer.TrySetResult(new(null, new Problem("hubError", error)));
            return;
        }

        try
        {
            var result = JsonSerializer.Deserialize<Completed>(frame, Wire.Json)!.Result;
            _answer.TrySetResult(result is { Value: null, Refusal: null } or { Value: not null, Refusal: not null }
                ? new(null, new Problem("contract", "A completion carries exactly one of value and refusal."))
                : new(result.Value, result.Refusal));
        }
        catch (JsonException fault)
        {
            _answer.TrySetResult(new(null, new Problem("contract", fault.Message)));
        }
    }

    public override void Cut(string why) => _answer.TrySetException(new IOException(why));

    private sealed record Completed(Outcome Result);

    private readonly record struct Outcome(T? Value, Problem? Refusal);
}

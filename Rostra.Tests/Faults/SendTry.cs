namespace Rostra.Faults;

/// <summary>One attempt to send a message, and what came of it.</summary>
/// <param name="Since">When it was made, as of <see cref="System.Diagnostics.Stopwatch"/>.</param>
/// <param name="At">When it was answered, or given up.</param>
/// <param name="Refusal">The code of a refusal; <see cref="Unanswered"/> where nobody answered; null: acknowledged.</param>
internal readonly record struct SendTry(Guid Message, long Since, long At, string? Refusal)
{
    public const string Unanswered = "unanswered";

    public bool IsAcked => Refusal is null;

    public string Answer => Refusal ?? "acknowledged";

    public TimeSpan Took => System.Diagnostics.Stopwatch.GetElapsedTime(Since, At);
}

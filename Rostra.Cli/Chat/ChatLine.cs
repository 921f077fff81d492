namespace Rostra.Chat;

/// <summary>What a line tells.</summary>
internal enum LineKind
{
    /// <summary>Somebody's message.</summary>
    Message,

    /// <summary>A message of mine.</summary>
    OwnMessage,

    /// <summary>Something else that happened in a room.</summary>
    Happening,

    /// <summary>A word of this program's.</summary>
    Notice,

    /// <summary>Something did not work.</summary>
    Refusal,
}

/// <summary>One thing to show. Whatever it was made of, it holds nothing but what a terminal shows: no screen has to think of that.</summary>
internal sealed class ChatLine(LineKind kind, DateTimeOffset at, string text, string? room = null, string? author = null)
{
    public LineKind Kind => kind;

    public DateTimeOffset At => at;

    public string? Room { get; } = room is null ? null : Harmless.Line(room);

    public string? Author { get; } = author is null ? null : Harmless.Line(author);

    /// <summary>May have several lines, separated by <c>\n</c>.</summary>
    public string Text { get; } = Harmless.Lines(text);

    public static ChatLine Notice(string text, DateTimeOffset at) => new(LineKind.Notice, at, text);

    public static ChatLine Refusal(string text, DateTimeOffset at) => new(LineKind.Refusal, at, text);
}

using System.Text.Json;

namespace Rostra.Replay;

/// <summary>One line of the file.</summary>
/// <param name="Number">Its place in the file, from 1.</param>
internal sealed record ChatLine(int Number, DateTimeOffset At, string Nick, string Text);

/// <summary>A line that is not sent, and why.</summary>
internal sealed record RefusedLine(int Number, string Reason);

/// <summary>Reads a line as it stands in the file: <c>{"at", "nick", "text", "kind"}</c>.</summary>
internal static class ChatLineReader
{
    public static ChatLine? Read(int number, string json, out string? refused)
    {
        refused = null;
        try
        {
            using var document = JsonDocument.Parse(json);
            var line = document.RootElement;
            var (nick, text) = (line.GetProperty("nick").GetString()!, line.GetProperty("text").GetString()!);
            var isAction = line.TryGetProperty("kind", out var kind) && kind.ValueEquals("action");
            var read = new ChatLine(number, line.GetProperty("at").GetDateTimeOffset(), nick, isAction ? $"* {nick} {text}" : text);
            refused = TextRules.Refusal(read.Text);
            return refused is null ? read : null;
        }
        catch (InvalidOperationException fault) when (fault.InnerException is not null || fault.Message.Contains("UTF-16", StringComparison.Ordinal))
        {
            refused = "a lone surrogate";
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            refused = "not a chat line";
        }

        return null;
    }
}

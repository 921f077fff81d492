using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rostra.Imports;

/// <summary>
/// A channel's log. Lines <c>[12:18] &lt;nick&gt; text</c> and <c>[12:18] * nick does</c>, with the day in the file's name (<c>2004-11-15…</c>) or before the time; or objects
/// <c>{"at", "nick", "text", "kind"}</c>, one a line. Times without a zone are UTC. Joins, parts and the like are passed over.
/// </summary>
public static partial class IrcLog
{
    private const string Kind = "irc";

    /// <exception cref="ImportException">A line's time cannot be read, and no other of the file's either.</exception>
    public static ImportSource Read(string name, string room, IEnumerable<(string File, IEnumerable<string> Lines)> files)
    {
        var (lines, passed) = (new List<ImportedLine>(), 0);
        var seen = new Dictionary<string, int>();
        foreach (var (file, content) in files)
        {
            var found = lines.Count;
            foreach (var line in content)
            {
                if (Parse(line, Day(file)) is not { } said)
                {
                    passed += line.Trim().Length > 0 ? 1 : 0;
                    continue;
                }
                // Without numbers, what was said is its own name, and the same said again in the same minute is the second of its kind.
                var key = string.Create(CultureInfo.InvariantCulture, $"{said.At:O} {said.Nick} {said.Text}");
                seen[key] = seen.GetValueOrDefault(key) + 1;
                lines.Add(new($"{key} {seen[key]}", said.Nick.ToLowerInvariant(), said.Nick, said.Text, said.At));
            }
            if (lines.Count == found && passed > 0)
            {
                throw new ImportException($"{file}: no line says who said something when. Is the day in the file's name (2004-11-15.txt), or before each time?");
            }
        }
        return new(Kind, name, [new(room, room, [.. lines.OrderBy(line => line.At)])]) { Passed = passed };
    }

    private static (string Nick, string Text, DateTimeOffset At)? Parse(string line, DateOnly? day)
    {
        if (line.StartsWith('{'))
        {
            return ParseJson(line);
        }
        if (Line().Match(line) is not { Success: true } parts)
        {
            return null;
        }
        var date = parts.Groups["date"].Success ? DateOnly.Parse(parts.Groups["date"].ValueSpan, CultureInfo.InvariantCulture) : day;
        if (date is null || !TimeOnly.TryParse(parts.Groups["time"].ValueSpan, CultureInfo.InvariantCulture, out var time))
        {
            return null;
        }
        var at = new DateTimeOffset(date.Value, time, TimeSpan.Zero);
        return parts.Groups["does"].Success
            ? (parts.Groups["doer"].Value, $"* {parts.Groups["doer"].Value} {parts.Groups["does"].Value}", at)
            : (parts.Groups["nick"].Value, parts.Groups["text"].Value, at);
    }

    private static (string Nick, string Text, DateTimeOffset At)? ParseJson(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var (nick, text) = (json.RootElement.GetProperty("nick").GetString()!, json.RootElement.GetProperty("text").GetString()!);
            var isAction = json.RootElement.TryGetProperty("kind", out var kind) && kind.GetString() == "action";
            return (nick, isAction ? $"* {nick} {text}" : text, json.RootElement.GetProperty("at").GetDateTimeOffset());
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static DateOnly? Day(string file) =>
        DayInName().Match(Path.GetFileName(file)) is { Success: true } day && DateOnly.TryParse(day.ValueSpan, CultureInfo.InvariantCulture, out var date) ? date : null;

    [GeneratedRegex(@"\A\[?(?:(?<date>\d{4}-\d\d-\d\d)[T ])?(?<time>\d\d?:\d\d(?::\d\d)?)\]?\s+(?:<[ @+%&~]?(?<nick>[^>\s]+)>\s(?<text>.*)|\*\s+(?<doer>\S+)\s(?<does>.*))\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Line();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d")]
    private static partial Regex DayInName();
}

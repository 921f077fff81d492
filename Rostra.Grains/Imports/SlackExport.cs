using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rostra.Imports;

/// <summary>Slack's export, unpacked: <c>users.json</c>, <c>channels.json</c>, and for each channel a folder with a file for each day.</summary>
public static partial class SlackExport
{
    private const string Kind = "slack";

    /// <summary>Subtypes that are what somebody said.</summary>
    private static readonly HashSet<string> Said = ["bot_message", "me_message", "file_share", "thread_broadcast"];

    /// <exception cref="ImportException">It is no export of Slack's, or a file of it cannot be read.</exception>
    public static ImportSource Read(string name, string directory)
    {
        var names = Json(directory, "users.json").EnumerateArray().ToDictionary(user => user.GetProperty("id").GetString()!, NameOf);
        var (rooms, passed) = (new List<ImportedRoom>(), 0);
        foreach (var channel in Json(directory, "channels.json").EnumerateArray())
        {
            var (id, title) = (channel.GetProperty("id").GetString()!, channel.GetProperty("name").GetString()!);
            var lines = new List<ImportedLine>();
            var folder = Path.Combine(directory, title);
            foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
            {
                foreach (var message in Json(folder, Path.GetFileName(file)).EnumerateArray())
                {
                    if (Line(message, names) is { } line)
                    {
                        lines.Add(line);
                    }
                    else
                    {
                        passed++;
                    }
                }
            }
            rooms.Add(new(id, title, [.. lines.OrderBy(line => line.At)]));
        }
        return new(Kind, name, rooms) { Passed = passed };
    }

    private static ImportedLine? Line(JsonElement message, Dictionary<string, string> names)
    {
        if (Text(message, "type") != "message" || (Text(message, "subtype") is { } subtype && !Said.Contains(subtype)))
        {
            return null;
        }
        var files = message.TryGetProperty("files", out var attached) ? attached.EnumerateArray().Select(file => $"[file: {Text(file, "name") ?? "?"}]") : [];
        var text = string.Join('\n', new[] { Plain(Text(message, "text") ?? "", names) }.Concat(files).Where(part => part.Length > 0));
        var author = Text(message, "user") ?? Text(message, "bot_id") ?? Text(message, "username");
        if (text.Length == 0 || author is null || Text(message, "ts") is not { } ts || !decimal.TryParse(ts, CultureInfo.InvariantCulture, out var seconds))
        {
            return null;
        }
        var at = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return new(ts, author, names.GetValueOrDefault(author) ?? Text(message, "username") ?? author, text, at);
    }

    /// <summary>Without Slack's marks: people and channels by name, links with their words.</summary>
    private static string Plain(string text, Dictionary<string, string> names) => WebUtility.HtmlDecode(Mark().Replace(text, mark =>
    {
        var (sign, target, words) = (mark.Groups["sign"].Value, mark.Groups["target"].Value, mark.Groups["words"]);
        return sign switch
        {
            "@" => $"@{names.GetValueOrDefault(target) ?? (words.Success ? words.Value : target)}",
            "#" => $"#{(words.Success && words.Length > 0 ? words.Value : target)}",
            "!" => $"@{(words.Success ? words.Value.TrimStart('@') : target)}",
            _ => words.Success && words.Value != target ? $"{words.Value} ({target})" : target,
        };
    }));

    private static string NameOf(JsonElement user)
    {
        var shown = user.TryGetProperty("profile", out var profile) ? Text(profile, "display_name") : null;
        return string.IsNullOrWhiteSpace(shown) ? Text(user, "name") ?? user.GetProperty("id").GetString()! : shown;
    }

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;

    private static JsonElement Json(string directory, string file)
    {
        try
        {
            return JsonElement.Parse(File.ReadAllBytes(Path.Combine(directory, file)));
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            throw new ImportException($"{Path.Combine(directory, file)} cannot be read: {fault.Message} Unpack Slack's export and name its directory.", fault);
        }
    }

    [GeneratedRegex(@"<(?<sign>[@#!]?)(?<target>[^|>]+)(?:\|(?<words>[^>]*))?>", RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();
}

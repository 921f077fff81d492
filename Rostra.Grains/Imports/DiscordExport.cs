using System.Text.Json;

namespace Rostra.Imports;

/// <summary>Channels of Discord, each one file in the JSON form of DiscordChatExporter: <c>{guild, channel, messages}</c>.</summary>
public static class DiscordExport
{
    private const string Kind = "discord";

    /// <exception cref="ImportException">A file cannot be read, or is of another form.</exception>
    public static ImportSource Read(string name, IEnumerable<string> files)
    {
        var (rooms, passed) = (new List<ImportedRoom>(), 0);
        foreach (var file in files)
        {
            try
            {
                using var json = JsonDocument.Parse(File.ReadAllBytes(file));
                var channel = json.RootElement.GetProperty("channel");
                var lines = new List<ImportedLine>();
                foreach (var message in json.RootElement.GetProperty("messages").EnumerateArray())
                {
                    if (Line(message) is { } line)
                    {
                        lines.Add(line);
                    }
                    else
                    {
                        passed++;
                    }
                }
                rooms.Add(new(channel.GetProperty("id").GetString()!, channel.GetProperty("name").GetString()!, [.. lines.OrderBy(line => line.At)]));
            }
            catch (Exception fault) when (fault is IOException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw new ImportException($"{file} is not what DiscordChatExporter writes as JSON: {fault.Message}", fault);
            }
        }
        return new(Kind, name, rooms) { Passed = passed };
    }

    private static ImportedLine? Line(JsonElement message)
    {
        if (message.GetProperty("type").GetString() is not ("Default" or "Reply"))
        {
            return null; // A pin, a join, a call …
        }
        var author = message.GetProperty("author");
        var files = message.TryGetProperty("attachments", out var attached) ? attached.EnumerateArray().Select(file => $"[file: {file.GetProperty("fileName").GetString()}]") : [];
        var text = string.Join('\n', new[] { message.GetProperty("content").GetString() ?? "" }.Concat(files).Where(part => part.Length > 0));
        var shown = author.TryGetProperty("nickname", out var nickname) && !string.IsNullOrWhiteSpace(nickname.GetString()) ? nickname.GetString() : author.GetProperty("name").GetString();
        return text.Length == 0 ? null : new(
            message.GetProperty("id").GetString()!, author.GetProperty("id").GetString()!, shown!, text, message.GetProperty("timestamp").GetDateTimeOffset());
    }
}

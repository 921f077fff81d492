using System.Globalization;
using System.IO.Compression;
using Rostra.Clients;

namespace Rostra.Replay;

/// <summary>How the conversation is cut into rooms.</summary>
internal enum RoomCut
{
    Year,
    Month,
    One,
}

/// <summary>Somebody who speaks in the file.</summary>
internal sealed class Speaker(string nick, string username)
{
    public string Nick { get; } = nick;

    public string Username { get; } = username;

    public int Lines { get; set; }
}

/// <summary>A room to be made, and what is said in it, in order.</summary>
internal sealed record ReplayRoom(Guid Id, string Name, List<Spoken> Lines)
{
    /// <summary>Whoever speaks first makes the room.</summary>
    public Speaker Maker => Lines[0].Speaker;

    public IEnumerable<Speaker> Speakers => Lines.Select(line => line.Speaker).Distinct();
}

/// <summary>A line with its speaker and the id it is sent under.</summary>
internal sealed record Spoken(int Number, Speaker Speaker, Guid ClientId, string Text);

/// <summary>The file, read: its people, its rooms, and the lines that cannot be sent.</summary>
internal sealed record Conversation(IReadOnlyList<ReplayRoom> Rooms, IReadOnlyList<Speaker> Speakers, IReadOnlyList<RefusedLine> Refused)
{
    public int Lines => Rooms.Sum(room => room.Lines.Count);

    public static async Task<Conversation> Read(string path, string title, RoomCut cut, int limit, CancellationToken cancellation)
    {
        if (!File.Exists(path)) throw new BenchException($"There is no file {path}. Give the conversation, a .jsonl or .jsonl.gz, with --file.");
        var ids = await ReplayIds.Of(path, cancellation);
        await using var file = File.OpenRead(path);
        await using Stream plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(plain);

        var building = new Building(ids, title, cut);
        for (var number = 1; number <= limit && await reader.ReadLineAsync(cancellation) is { } json; number++) building.Add(number, json);
        return building.Done();
    }

    private sealed class Building(ReplayIds ids, string title, RoomCut cut)
    {
        private readonly NickNames _names = new();
        private readonly Dictionary<string, Speaker> _speakers = new(StringComparer.Ordinal);
        private readonly Dictionary<string, ReplayRoom> _rooms = [];
        private readonly List<RefusedLine> _refused = [];

        public void Add(int number, string json)
        {
            if (ChatLineReader.Read(number, json, out var refusal) is not { } line)
            {
                _refused.Add(new(number, refusal!));
                return;
            }

            var speaker = Speaker(line.Nick);
            speaker.Lines++;
            Room(line.At).Lines.Add(new(number, speaker, ids.Message(number), line.Text));
        }

        public Conversation Done() => new([.. _rooms.Values], [.. _speakers.Values], _refused);

        private Speaker Speaker(string nick)
        {
            if (!_speakers.TryGetValue(nick, out var speaker)) _speakers[nick] = speaker = new(nick, _names.Of(nick));
            return speaker;
        }

        private ReplayRoom Room(DateTimeOffset at)
        {
            var key = cut switch
            {
                RoomCut.Year => at.ToString("yyyy", CultureInfo.InvariantCulture),
                RoomCut.Month => at.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                _ => "all",
            };
            if (!_rooms.TryGetValue(key, out var room)) _rooms[key] = room = new(ids.Room(key), $"{title} {key}", []);
            return room;
        }
    }
}

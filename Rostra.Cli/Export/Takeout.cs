using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Rostra.Clients;

namespace Rostra.Export;

/// <summary>What an account can read of itself, as JSON lines in the form of the server's own export: one object a line, with its <c>type</c>.</summary>
internal sealed class Takeout(RostraClient rostra, Stream to) : IAsyncDisposable
{
    private const int PageSize = 100;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // It goes into a file of text, not into a page.
    };

    private readonly StreamWriter _lines = new(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };

    public long Lines { get; private set; }

    /// <summary>Account, sessions, memberships, and my messages in the rooms that I am in.</summary>
    public async Task Mine(CancellationToken cancellation)
    {
        await Write("person", await rostra.Get<JsonObject>("api/auth/me", "My account", cancellation));
        foreach (var session in await rostra.Get<JsonObject[]>("api/auth/sessions", "My sessions", cancellation)) await Write("session", session);
        var rooms = await rostra.MyRooms(cancellation);
        foreach (var room in rooms) await Write(new { type = "member", roomId = room.Id, room = room.Name, userId = rostra.Me.Id, username = rostra.Me.Username, role = room.Role });
        foreach (var room in rooms) await Messages(room, message => message.Author.Id == rostra.Me.Id, cancellation);
    }

    /// <summary>A room of mine: its members and all messages.</summary>
    /// <exception cref="RostraException">I am in no room of this name.</exception>
    public async Task Room(string name, CancellationToken cancellation)
    {
        var room = (await rostra.MyRooms(cancellation)).FirstOrDefault(mine => string.Equals(mine.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new RostraException($"You are in no room “{name}”: join it first.");
        await Write(new { type = "room", id = room.Id, name = room.Name, description = room.Description, ownerId = room.Owner.Id, createdAt = room.CreatedAt, lastSeq = room.LastSeq });
        await foreach (var member in rostra.Members(room.Id, cancellation: cancellation))
        {
            await Write(new { type = "member", roomId = room.Id, userId = member.User.Id, username = member.User.Username, role = member.Role, joinedAt = member.JoinedAt });
        }

        await Messages(room, _ => true, cancellation);
    }

    public ValueTask DisposeAsync() => _lines.DisposeAsync();

    // From the first one on, so that what is said meanwhile only makes it longer.
    private async Task Messages(Room room, Func<Message, bool> isWanted, CancellationToken cancellation)
    {
        Page page;
        var after = 0L;
        do
        {
            page = await rostra.Get<Page>($"api/rooms/{room.Id}/messages?limit={PageSize}&after={after}", $"The messages of “{room.Name}”", cancellation);
            foreach (var message in page.Messages.Where(isWanted)) await Write(message, room);
            after = page.Messages.LastOrDefault()?.Id ?? after;
        }
        while (page.HasNewer);
    }

    private Task Write(Message message, Room room) => Write(new
    {
        type = "message",
        roomId = room.Id,
        room = room.Name,
        id = message.Id,
        clientId = message.ClientId,
        authorId = message.Author.Id,
        author = message.Author.Username,
        text = message.Text,
        sentAt = message.SentAt,
        editedAt = message.EditedAt,
        deletedAt = message.DeletedAt,
        reactions = message.Reactions.Length > 0 ? message.Reactions : null,
    });

    private Task Write(string type, JsonObject told)
    {
        told.Insert(0, "type", type);
        return Write(told);
    }

    private async Task Write(object line)
    {
        await _lines.WriteLineAsync(JsonSerializer.Serialize(line, line.GetType(), Json));
        Lines++;
    }
}

using System.Net;
using Rostra.Testing;
using Xunit;

namespace Rostra.Authorization;

/// <summary>The people of the table, on a gateway of their own.</summary>
public sealed class AuthorizationTown(PostgresServer postgres) : IAsyncLifetime
{
    private readonly Dictionary<string, TestAccount> _people = [];
    private readonly Dictionary<string, HubSocket> _sockets = [];
    private RostraCluster? _rostra;
    private TestAccount _author = null!;
    private HttpClient? _nobody;

    public TestGateway Gateway => _rostra!.Gateways[0];

    /// <summary>A caller without a token.</summary>
    public HttpClient Nobody => _nobody ??= Gateway.Client();

    public async ValueTask InitializeAsync()
    {
        // Every line makes a room, and joins it: more than people do by hand.
        _rostra = await RostraCluster.Standalone(postgres, setup => setup.Settings = new Dictionary<string, string?>
        {
            ["Rostra:Limits:NewRoomBurst"] = "1000",
            ["Rostra:Limits:JoinBurst"] = "1000",
            ["Rostra:Limits:ModerationBurst"] = "1000",
        });
        _people["administrator"] = await Gateway.Register(); // The first of all.
        foreach (var person in new[] { "stranger", "former member", "banned", "another's owner", "member", "owner" })
        {
            _people[person] = await Gateway.Register();
        }

        _author = await Gateway.Register();
        await _people["another's owner"].Creates();
    }

    /// <summary>A room in which everybody of the table is what the table calls them.</summary>
    internal async Task<Scene> NewScene()
    {
        var room = await _people["owner"].Creates();
        foreach (var person in new[] { _author, _people["member"], _people["former member"], _people["banned"] })
        {
            await person.Joins(room);
        }

        await _people["former member"].Leaves(room);
        await _people["owner"].Asks(HttpMethod.Put, $"/api/rooms/{room}/bans/{_people["banned"].Id}", new { }, HttpStatusCode.NoContent);
        return new Scene(room, await _author.Says(room, "what was said"), _author.Id, _author.SessionId);
    }

    /// <summary>Null: without a token.</summary>
    internal TestAccount? Person(string name) => name is "anonymous" ? null : _people[name];

    /// <summary>One that has said hello; the same for all lines.</summary>
    internal async Task<HubSocket> Socket(string name) => _sockets.TryGetValue(name, out var open) ? open : _sockets[name] = await _people[name].Greets();

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_sockets.Values.Select(socket => socket.DisposeAsync().AsTask()));
        _nobody?.Dispose();
        await (_rostra?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}

/// <summary>What the lines of the table are asked about.</summary>
/// <param name="Message">Ben's.</param>
/// <param name="Session">Ben's.</param>
internal sealed record Scene(Guid Room, long Message, Guid Author, Guid Session)
{
    /// <summary>A path, a body or a command with everything in it that stands for something.</summary>
    public string Fill(string text) => text
        .Replace("{roomId:id}", $"{Room}", StringComparison.Ordinal)
        .Replace("{room}", $"{Room}", StringComparison.Ordinal)
        .Replace("{userId:id}", $"{Author}", StringComparison.Ordinal)
        .Replace("{id:seq}", $"{Message}", StringComparison.Ordinal)
        .Replace("{message}", $"{Message}", StringComparison.Ordinal)
        .Replace("{id:id}", $"{Session}", StringComparison.Ordinal)
        .Replace("{emoji}", Uri.EscapeDataString("👍"), StringComparison.Ordinal)
        .Replace("{soon}", $"{DateTimeOffset.UtcNow.AddMinutes(1):O}", StringComparison.Ordinal)
        .Replace("{new}", $"{Guid.CreateVersion7()}", StringComparison.Ordinal)
        .Replace("{name}", $"room {Guid.NewGuid():N}", StringComparison.Ordinal);
}

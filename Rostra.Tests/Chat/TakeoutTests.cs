using System.Text.Json;
using Rostra.Export;
using Rostra.Testing;
using Xunit;

namespace Rostra.Chat;

/// <summary>What a person takes out by themselves.</summary>
public sealed class TakeoutTests(PostgresServer postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_what_the_person_said_and_nothing_of_others_or_all_of_a_room()
    {
        const int Said = 120; // More than a page.
        await using var rostra = await RostraCluster.Standalone(postgres);
        await using var ann = await Talker.Account(rostra, "ann");
        await using var bob = await Talker.Account(rostra, "bob");
        var room = await ann.CreateRoom("lobby", "where people meet", Cancellation);
        await bob.Join(room.Id, Cancellation);
        for (var i = 0; i < Said; i++) await ann.Send(room.Id, $"ann {i} “é”", cancellation: Cancellation);
        var answer = await bob.Send(room.Id, "bob", cancellation: Cancellation);
        await ann.React(room.Id, answer.Message.Id, "👍", cancellation: Cancellation);
        await bob.Delete(room.Id, (await bob.Send(room.Id, "slip", cancellation: Cancellation)).Message.Id, Cancellation);

        var mine = await Taken(ann, takeout => takeout.Mine(Cancellation));
        Assert.Equal(["member", "message", "person", "session"], mine.Select(Type).Distinct().Order());
        Assert.Equal("ann@example.org", mine.Single(line => Type(line) == "person").GetProperty("email").GetString());
        Assert.Equal(Enumerable.Range(0, Said).Select(i => $"ann {i} “é”"), mine.Where(line => Type(line) == "message").Select(line => line.GetProperty("text").GetString()));

        var all = await Taken(bob, takeout => takeout.Room("LOBBY", Cancellation));
        Assert.Equal(("room", "where people meet"), (Type(all[0]), all[0].GetProperty("description").GetString()));
        Assert.Equal(["ann", "bob"], all.Where(line => Type(line) == "member").Select(line => line.GetProperty("username").GetString()));
        var messages = all.Where(line => Type(line) == "message").ToList();
        Assert.Equal(Said + 2, messages.Count);
        Assert.Equal("👍", messages[Said].GetProperty("reactions")[0].GetProperty("emoji").GetString());
        Assert.Equal(("", true), (messages[^1].GetProperty("text").GetString(), messages[^1].TryGetProperty("deletedAt", out _)));
        Assert.DoesNotContain("password", string.Join('\n', mine.Concat(all)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_room_that_I_am_not_in_is_not_given()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        await using var ann = await Talker.Account(rostra, "ann");
        await using var bob = await Talker.Account(rostra, "bob");
        await ann.CreateRoom("lobby", cancellation: Cancellation);

        var refused = await Assert.ThrowsAsync<Clients.RostraException>(() => Taken(bob, takeout => takeout.Room("lobby", Cancellation)));
        Assert.Contains("join it first", refused.Message, StringComparison.Ordinal);
    }

    private static string? Type(JsonElement line) => line.GetProperty("type").GetString();

    private static async Task<List<JsonElement>> Taken(Clients.RostraClient client, Func<Takeout, Task> take)
    {
        using var file = new MemoryStream();
        long lines;
        await using (var takeout = new Takeout(client, file))
        {
            await take(takeout);
            lines = takeout.Lines;
        }

        var taken = System.Text.Encoding.UTF8.GetString(file.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(lines, taken.Count);
        return taken;
    }
}

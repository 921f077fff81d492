using Rostra.Architecture;
using Rostra.Testing;
using Xunit;

namespace Rostra.Samples;

public sealed class EchoBotTests(PostgresServer postgres)
{
    [Fact]
    public async Task The_bot_of_the_page_answers()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        var ann = await rostra.Person("ann");
        var room = await ann.CreateRoom("lobby");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var bot = EchoBot.Run(new Uri(rostra.Gateways[0].Url), TestAccount.Password, "lobby", stop.Token);
        await ann.Tabs[0].SeesUpTo(room, 2); // It has joined.
        await ann.Send(room, "!echo echo, echo");
        await ann.Tabs[0].SeesUpTo(room, 4);

        Assert.Equal("ann says: echo, echo", await rostra.Ask<string>("select text from rostra.messages where room_id = $1 and id = 4", room));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bot);
    }

    [Fact]
    public void The_page_about_the_client_shows_the_bot_as_it_is_and_it_has_fifteen_lines()
    {
        var sample = File.ReadAllText(Path.Combine(Repository.Root, "Rostra.Tests", "Samples", "EchoBot.cs")).ReplaceLineEndings("\n");
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "client.md")).ReplaceLineEndings("\n");

        Assert.Contains($"```csharp\n{sample}```", page, StringComparison.Ordinal);
        Assert.InRange(sample[sample.IndexOf("public static class", StringComparison.Ordinal)..].Split('\n').Count(line => line.Trim().Length > 0), 1, 15);
    }
}

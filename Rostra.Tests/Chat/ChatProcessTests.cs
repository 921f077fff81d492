using System.Diagnostics;
using Rostra.Postgres;
using Rostra.Testing;
using Xunit;

namespace Rostra.Chat;

/// <summary>The program itself, as a shell calls it.</summary>
[Trait("Set", "slow")]
public sealed class ChatProcessTests(PostgresServer postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pipe_speaks_and_a_pipe_listens()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        var url = rostra.Gateways[0].Url;
        await using var owner = await Talker.Account(rostra, "ann");
        var room = await owner.CreateRoom("builds", cancellation: Cancellation);

        using var listener = Start([url, "--user", "ear", "--register", "ear@example.org", "--room", "builds", "--listen"]);
        await Waiting.For(Joined(owner, "ear"), () => "the listener", () => "nobody joined");
        var speaker = await Run([url, "--user", "bot", "--register", "bot@example.org", "--room", "builds"], "first\n\nsecond\n");
        Assert.Equal((0, ""), (speaker.ExitCode, speaker.Errors));

        var heard = new List<string>();
        while (!heard.Exists(line => line.EndsWith("<bot> second", StringComparison.Ordinal))) heard.Add((await listener.StandardOutput.ReadLineAsync(Cancellation))!);
        Assert.EndsWith("#builds <bot> first", heard[^2], StringComparison.Ordinal);
        Assert.Equal(["first", "second"], (await owner.History(room.Id, cancellation: Cancellation)).Messages.Select(message => message.Text));
        using (Process.Start("/bin/kill", ["-INT", $"{listener.Id}"])) await listener.WaitForExitAsync(Cancellation);
        Assert.Equal(0, listener.ExitCode);

        Refused(await Run([url, "--user", "bot", "--room", "nowhere"]), "There is no room “nowhere”.");
        Refused(await Run([url, "--user", "bot"], password: "not this one"), "is not let in with this password");
        Refused(await Run([url, "--user", "bot"], password: ""), "set ROSTRA_PASSWORD");
        Refused(await Run([url, "--user", "bot"], "to nobody\n"), "To which room?");
    }

    [Fact]
    public async Task What_is_no_Rostra_is_told_at_once_and_help_needs_none()
    {
        Refused(await Run(["http://127.0.0.1:1", "--user", "bot"]), "http://127.0.0.1:1/ does not answer");
        Refused(await Run(["nonsense"]), "“nonsense” is no address like");
        Refused(await Run(["--user", "bot"], url: "nonsense"), "ROSTRA_URL: “nonsense” is no address like");
        var help = await Run(["--help"]);
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("/history [count]", help.Output, StringComparison.Ordinal);
    }

    private static async Task<bool> Joined(Clients.RostraClient owner, string name)
    {
        await foreach (var happened in owner.Listen(Cancellation))
        {
            if (happened is Clients.MemberJoined { Member.User.Username: var joined } && joined == name) return true;
        }

        return false;
    }

    private static async Task<ToolResult> Run(string[] args, string input = "", string password = TestAccount.Password, string url = "")
    {
        using var process = Start(args, password, url);
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        var errors = process.StandardError.ReadToEndAsync(Cancellation);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancellation);
        return new ToolResult(process.ExitCode, (await output).Trim(), (await errors).Trim());
    }

    private static Process Start(string[] args, string password = TestAccount.Password, string url = "")
    {
        // A background job of a shell ignores Ctrl-C, and so would all that it starts.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", Path.Combine(AppContext.BaseDirectory, "Rostra.Cli"), "chat", .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ROSTRA_PASSWORD"] = password, ["ROSTRA_URL"] = url },
        };
        return Process.Start(start)!;
    }

    private static void Refused(ToolResult answer, string reason)
    {
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(reason, answer.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Errors, StringComparison.Ordinal);
    }
}

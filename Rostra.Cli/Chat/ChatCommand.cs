using System.CommandLine;
using Rostra.Terminal;
using Spectre.Console;

namespace Rostra.Chat;

/// <summary><c>chat</c> on the command line: talk in a terminal, or through a pipe.</summary>
internal sealed class ChatCommand : Command
{
    private const int HistoryAtTerminal = 20;

    private readonly ServerOptions _server = new();
    private readonly Option<string?> _register = new("--register") { Description = "An e-mail address: the account is made if there is none of this name.", HelpName = "email" };
    private readonly Option<string?> _room = new("--room") { Description = "The room to enter." };
    private readonly Option<int?> _history = new("--history") { Description = $"How many messages to show on entering a room: 0 to 100 (default: {HistoryAtTerminal} at a terminal, else 0)." };
    private readonly Option<bool> _listen = new("--listen") { Description = "Only shows, until it is interrupted: rostra chat --room builds --listen | grep failed" };
    private readonly Option<bool> _plain = new("--plain") { Description = "Plain lines also at a terminal." };

    public ChatCommand()
        : base("chat", $"""
            Talk in a terminal; or, where input or output is no terminal, lines in and lines out:

              rostra chat https://chat.example.org --user ann --room lobby
              make 2>&1 | tail -1 | rostra chat --user bot --room builds

            What is written while the connection is away is sent when it is back, once and in order. At the end of the input it waits until all is sent. Exit code 0: all went well, 1: something was refused.

            {Conversation.Orders}
            """)
    {
        _server.AddTo(this);
        foreach (var option in new Option[] { _register, _room, _history, _listen, _plain }) Add(option);
        _history.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 0 or > 100) result.AddError("--history is 0 to 100.");
        });
        SetAction((parsed, cancellation) => Guard.Run(() => Run(parsed, cancellation), cancellation));
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var isTerminal = !parsed.GetValue(_plain) && !Console.IsInputRedirected && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
        var options = new ConversationOptions(
            parsed.GetValue(_room), parsed.GetValue(_history) ?? (isTerminal ? HistoryAtTerminal : 0), parsed.GetValue(_listen), MarksRead: isTerminal && !parsed.GetValue(_listen));
        await using var rostra = await _server.Open(parsed, parsed.GetValue(_register), cancellation);

        IScreen screen = isTerminal ? new TerminalScreen(AnsiConsole.Console, () => Console.ReadKey(intercept: true)) : new PlainScreen(Console.In, Console.Out, Console.Error);
        if (isTerminal) screen.Show(ChatLine.Notice($"You are {rostra.Me.Username}. /help says what can be done here.", DateTimeOffset.UtcNow));
        using var talk = new Conversation(rostra, screen, options, TimeProvider.System);
        var isWell = await talk.Run(cancellation);
        if (isTerminal) Console.WriteLine(); // The shell's prompt goes below the line that was being written.
        return isWell ? 0 : 1;
    }
}

using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Rostra.Testing;
using Spectre.Console;
using Xunit;

namespace Rostra.Chat;

public sealed partial class TerminalScreenTests : IDisposable
{
    private const int Width = 40;
    private readonly HeardLines _written = new();
    private readonly BlockingCollection<ConsoleKeyInfo?> _keys = [];
    private readonly TerminalScreen _screen;

    public TerminalScreenTests()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.Standard, Out = new AnsiConsoleOutput(_written) });
        console.Profile.Width = Width;
        _screen = new TerminalScreen(console, () => _keys.Take());
    }

    [Fact]
    public async Task A_line_is_written_as_in_a_shell()
    {
        Type("helo word");
        Press(ConsoleKey.W, control: true);
        Type("worl");
        Press(ConsoleKey.Home);
        Press(ConsoleKey.RightArrow);
        Press(ConsoleKey.RightArrow);
        Type("l");
        Press(ConsoleKey.E, control: true);
        Type("d👍");
        Press(ConsoleKey.Backspace);
        Press(ConsoleKey.Enter);
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.U, control: true);
        Type("next");
        Press(ConsoleKey.Enter);
        Press(ConsoleKey.D, control: true);

        Assert.Equal(["hello world", "next"], await _screen.Lines(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_said_goes_above_the_line_that_is_being_written_and_the_line_stays_in_its_row()
    {
        _screen.ShowPlace("lobby", 2);
        Type(new string('x', Width) + "end");
        var reading = _screen.Lines(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken).AsTask();
        await _written.Says("xend");

        _screen.Show(new ChatLine(LineKind.Message, DateTimeOffset.UtcNow, "[bold]hello[/]\u001b[2J", "lobby", "ann"));
        _keys.Add(null, TestContext.Current.CancellationToken);
        await reading.WaitAsync(Waiting.Limit, TestContext.Current.CancellationToken);

        var rows = Orders().Replace(_written.All[_written.All.LastIndexOf("<ann>", StringComparison.Ordinal)..], "").Split('\n');
        Assert.Equal("<ann> [bold]hello[/]␛[2J", rows[0].TrimEnd());
        Assert.Equal(2, rows.Length);
        Assert.StartsWith("#lobby (2 unsent)> xxx", rows[1], StringComparison.Ordinal);
        Assert.InRange(rows[1].Length, 1, Width - 1);
        Assert.EndsWith("xend", rows[1], StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _written.Dispose();
    }

    private void Type(string text)
    {
        foreach (var character in text) _keys.Add(new ConsoleKeyInfo(character, default, false, false, false));
    }

    private void Press(ConsoleKey key, bool control = false) => _keys.Add(new ConsoleKeyInfo('\0', key, shift: false, alt: false, control));

    /// <summary>The orders that the screen itself gives: colours, an empty row, the cursor to the left.</summary>
    [GeneratedRegex(@"\r|\x1b\[(?:[\d;]*m|2K|\d+D)")]
    private static partial Regex Orders();
}

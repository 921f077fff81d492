using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rostra.Chat;

/// <summary>A person's terminal: what is said goes up, the line that they write stays at the bottom.</summary>
/// <param name="readKey">Waits for the next key; null: there will be none.</param>
internal sealed class TerminalScreen(IAnsiConsole console, Func<ConsoleKeyInfo?> readKey) : IScreen
{
    private const int KeysMax = 10_000;
    private const int LineWidthMin = 10;
    private static readonly ControlCode EmptyLine = new("\r\u001b[2K");
    private static readonly Color[] Colors = [Color.Aqua, Color.Lime, Color.Yellow, Color.Fuchsia, Color.Orange1, Color.DodgerBlue1];
    private static readonly Style Quiet = new(Color.Grey);

    private readonly Lock _writing = new();
    private readonly InputLine _line = new();
    private string _place = "> ";

    public void Show(ChatLine line)
    {
        lock (_writing)
        {
            console.Write(EmptyLine);
            console.Write(Written(line));
            console.WriteLine();
            Redraw();
        }
    }

    public void ShowPlace(string? room, int unsent)
    {
        var waiting = unsent > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({unsent} unsent)") : "";
        lock (_writing)
        {
            _place = $"{(room is null ? "" : $"#{Harmless.Line(room)}")}{waiting}> ";
            Redraw();
        }
    }

    public async IAsyncEnumerable<string> Lines([EnumeratorCancellation] CancellationToken cancellation)
    {
        var keys = Channel.CreateBounded<ConsoleKeyInfo>(KeysMax);
        new Thread(() => Read(keys.Writer)) { IsBackground = true, Name = "keys" }.Start();
        await foreach (var key in keys.Reader.ReadAllAsync(cancellation))
        {
            var pressed = Press(key, out var line);
            if (pressed is Pressed.Ended) yield break;
            if (pressed is Pressed.Entered) yield return line;
        }
    }

    private Pressed Press(ConsoleKeyInfo key, out string line)
    {
        lock (_writing)
        {
            var pressed = _line.Press(key, out line);
            Redraw();
            return pressed;
        }
    }

    // A terminal's keys can only be waited for by blocking.
    private void Read(ChannelWriter<ConsoleKeyInfo> keys)
    {
        while (readKey() is { } key && keys.WriteAsync(key).AsTask().Wait(Timeout.Infinite))
        {
        }

        keys.TryComplete();
    }

    // One row, whatever its length: of a long line the part around the cursor.
    private void Redraw()
    {
        var width = Math.Max(console.Profile.Width - Cells(_place) - 1, LineWidthMin);
        var (before, after) = (Harmless.Line(_line.Text[.._line.Cursor]), Harmless.Line(_line.Text[_line.Cursor..]));
        before = End(before, width);
        after = Beginning(after, width - Cells(before));
        console.Write(EmptyLine);
        console.Write(new Segments([new Segment(_place, Quiet), new Segment(before + after)]));
        if (Cells(after) is > 0 and var back) console.Write(new ControlCode(string.Create(CultureInfo.InvariantCulture, $"\u001b[{back}D")));
    }

    private static Paragraph Written(ChatLine line)
    {
        var written = new Paragraph().Append(line.At.ToLocalTime().ToString("HH:mm ", CultureInfo.InvariantCulture), Quiet);
        if (line.Room is { } room) written.Append($"#{room} ", Quiet);
        var text = line.Text.Replace("\n", "\n      ", StringComparison.Ordinal);
        return line.Kind switch
        {
            LineKind.Message or LineKind.OwnMessage => written.Append($"<{line.Author}> ", new Style(ColorOf(line))).Append(text),
            LineKind.Refusal => written.Append($"! {text}", new Style(Color.Red)),
            _ => written.Append($"* {text}", Quiet),
        };
    }

    // The same for a name at every start, which string.GetHashCode is not.
    private static Color ColorOf(ChatLine line) =>
        line.Kind is LineKind.OwnMessage ? Color.White : Colors[line.Author!.Aggregate(0, (sum, character) => (sum + character) % Colors.Length)];

    private static string End(string text, int width) =>
        StringInfo.ParseCombiningCharacters(text).Select(start => text[start..]).FirstOrDefault(end => Cells(end) < width) ?? "";

    private static string Beginning(string text, int width) =>
        StringInfo.ParseCombiningCharacters(text).Append(text.Length).Select(end => text[..end]).TakeWhile(beginning => Cells(beginning) < width).LastOrDefault() ?? "";

    private static int Cells(string text) => new Segment(text).CellCount();

    /// <summary>What stands in one row as it is: a paragraph would break it where a word ends.</summary>
    private sealed class Segments(IReadOnlyList<Segment> segments) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => new(maxWidth, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => segments;
    }
}

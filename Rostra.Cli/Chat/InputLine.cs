using System.Globalization;

namespace Rostra.Chat;

/// <summary>What came of a key.</summary>
internal enum Pressed
{
    /// <summary>The line goes on.</summary>
    GoesOn,

    /// <summary>The line is done.</summary>
    Entered,

    /// <summary>The person wants to go.</summary>
    Ended,
}

/// <summary>The line that a person writes, key by key, as shells let them: arrows, Home, End, Ctrl-A, E, K, U, W, and earlier lines with Up and Down.</summary>
internal sealed class InputLine
{
    private const int EarlierMax = 100;
    private const int LengthMax = 4_000; // Longer than any message may be; a stuck key or a wrong paste ends here.
    private readonly List<string> _earlier = [];
    private int _at;

    public string Text { get; private set; } = "";

    /// <summary>Where the next character goes: an index into <see cref="Text"/>.</summary>
    public int Cursor { get; private set; }

    /// <param name="key">The key.</param>
    /// <param name="line">With <see cref="Pressed.Entered"/> the line.</param>
    public Pressed Press(ConsoleKeyInfo key, out string line)
    {
        line = "";
        if (key is { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } && Text.Length == 0) return Pressed.Ended;
        if (key.Key == ConsoleKey.Enter)
        {
            line = Take();
            return Pressed.Entered;
        }

        if (key.Modifiers == ConsoleModifiers.Control) PressControl(key.Key);
        else if (!Move(key.Key) && !char.IsControl(key.KeyChar) && Text.Length < LengthMax) Insert(key.KeyChar);
        return Pressed.GoesOn;
    }

    private void PressControl(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.A: Cursor = 0; break;
            case ConsoleKey.E: Cursor = Text.Length; break;
            case ConsoleKey.K: Remove(Cursor, Text.Length); break;
            case ConsoleKey.U: Remove(0, Cursor); break;
            case ConsoleKey.W: Remove(WordBefore(), Cursor); break;
            case ConsoleKey.D: Remove(Cursor, After()); break;
            default: break;
        }
    }

    private bool Move(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.LeftArrow: Cursor = Before(); return true;
            case ConsoleKey.RightArrow: Cursor = After(); return true;
            case ConsoleKey.Home: Cursor = 0; return true;
            case ConsoleKey.End: Cursor = Text.Length; return true;
            case ConsoleKey.Backspace: Remove(Before(), Cursor); return true;
            case ConsoleKey.Delete: Remove(Cursor, After()); return true;
            case ConsoleKey.UpArrow: Recall(_at - 1); return true;
            case ConsoleKey.DownArrow: Recall(_at + 1); return true;
            default: return false;
        }
    }

    private void Insert(char character)
    {
        Text = Text.Insert(Cursor, $"{character}");
        Cursor++;
    }

    private void Remove(int from, int to)
    {
        Text = Text.Remove(from, to - from);
        Cursor = from;
    }

    private string Take()
    {
        var line = Text;
        if (line.Length > 0 && _earlier.LastOrDefault() != line) _earlier.Add(line);
        if (_earlier.Count > EarlierMax) _earlier.RemoveAt(0);
        (Text, Cursor, _at) = ("", 0, _earlier.Count);
        return line;
    }

    private void Recall(int at)
    {
        if (at < 0 || at > _earlier.Count) return;
        (_at, Text) = (at, at == _earlier.Count ? "" : _earlier[at]);
        Cursor = Text.Length;
    }

    // An emoji of many code points is one step, as it is one sign.
    private int Before() => StringInfo.ParseCombiningCharacters(Text).LastOrDefault(start => start < Cursor);

    private int After() => StringInfo.ParseCombiningCharacters(Text).Where(start => start > Cursor).Append(Text.Length).First();

    private int WordBefore()
    {
        var end = Text[..Cursor].TrimEnd().Length;
        return Text[..end].LastIndexOf(' ') + 1;
    }
}

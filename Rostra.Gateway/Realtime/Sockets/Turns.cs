namespace Rostra.Realtime;

/// <summary>So many turns for each of many, of whom only those are known that have or want one.</summary>
internal sealed class Turns(int each)
{
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);

    /// <summary>Where to wait for a turn, and what to do when neither it nor the wait is needed any more.</summary>
    public (SemaphoreSlim Turn, Action Leave) Of(string whom)
    {
        lock (_lines)
        {
            if (!_lines.TryGetValue(whom, out var line))
            {
                _lines[whom] = line = new Line(new SemaphoreSlim(each));
            }

            line.Users++;
            return (line.Turn, () => Leave(whom, line));
        }
    }

    private void Leave(string whom, Line line)
    {
        lock (_lines)
        {
            if (--line.Users == 0)
            {
                _lines.Remove(whom);
                line.Turn.Dispose();
            }
        }
    }

    private sealed class Line(SemaphoreSlim turn)
    {
        public int Users;

        public SemaphoreSlim Turn { get; } = turn;
    }
}

/// <summary>What a socket has taken on its way in. It gives all back, once, the latest first.</summary>
internal sealed class TurnsTaken : IDisposable
{
    private readonly Stack<Action> _giveBack = [];
    private int _isDisposed;

    public void Add(Action giveBack) => _giveBack.Push(giveBack);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            while (_giveBack.TryPop(out var next))
            {
                next();
            }
        }
    }
}

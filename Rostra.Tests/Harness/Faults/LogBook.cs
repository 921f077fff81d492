using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Rostra.Testing;

/// <param name="Id">The event's own number: 1001 is a room that was overtaken by another activation.</param>
public sealed record LogLine(LogLevel Level, EventId Id, string Category, string Text);

/// <summary>What the hosts of a cluster say of themselves, from warnings up; the newest.</summary>
public sealed class LogBook : ILoggerProvider
{
    private const int LinesMax = 2_000;

    private readonly ConcurrentQueue<LogLine> _lines = [];
    private readonly Changing _changing = new();

    public IReadOnlyCollection<LogLine> Lines => _lines;

    /// <summary>Waits for a line, also one from before.</summary>
    public Task<LogLine> Says(int eventId, string about) => _changing.Until(
        () => _lines.FirstOrDefault(line => line.Id.Id == eventId && line.Text.Contains(about, StringComparison.OrdinalIgnoreCase)),
        () => $"a log line {eventId} about {about}",
        () => _lines.IsEmpty ? "no line at all" : string.Join(Environment.NewLine, _lines.TakeLast(10).Select(line => $"{line.Id.Id} {line.Category}: {line.Text}")));

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
    }

    private void Add(LogLine line)
    {
        _lines.Enqueue(line);
        while (_lines.Count > LinesMax)
        {
            _lines.TryDequeue(out _);
        }

        _changing.Changed();
    }

    private sealed class Writer(LogBook book, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                book.Add(new LogLine(logLevel, eventId, category, exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception}"));
            }
        }
    }
}

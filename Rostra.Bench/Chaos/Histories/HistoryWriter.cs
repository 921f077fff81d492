using System.Diagnostics;
using System.Text.Json;

namespace Rostra.Chaos;

/// <summary>The history of one client, append-only. A line is with the operating system before the caller goes on, so that no crash of the driver loses a call that went out.</summary>
internal sealed class HistoryWriter(string directory, string client) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _file = new(Path.Combine(directory, $"{client}.history.jsonl"), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    private readonly MemoryStream _line = new();
    private long _lastN;

    public string Client { get; } = client;

    public static long Now => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);

    public long NextN() => Interlocked.Increment(ref _lastN);

    public void Write(HistoryLine line)
    {
        lock (_lock)
        {
            // Stamped under the lock, so that the file ascends.
            _line.SetLength(0);
            JsonSerializer.Serialize(_line, line with { T = line.T == 0 ? Now : line.T, Client = Client }, HistoryFiles.Json);
            _line.WriteByte((byte)'\n');
            _file.Write(_line.GetBuffer().AsSpan(0, (int)_line.Length));
        }
    }

    public void Dispose() => _file.Dispose();
}

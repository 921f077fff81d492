using System.Text.Json;

namespace Rostra.Clients;

/// <summary>One socket and what it brings: held until its hello is answered, as the contract asks, then passed on.</summary>
internal sealed class Line(News news, DateTimeOffset expires)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<TimeSpan> _askedAway = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<Batch>? _held = [];

    public HubSocket Socket { get; set; } = null!;

    public DateTimeOffset Expires => expires;

    /// <summary>The gateway wants to stop: within this time.</summary>
    public Task<TimeSpan> AskedAway => _askedAway.Task;

    /// <summary>A frame that the server pushed.</summary>
    public void Hear(ReadOnlyMemory<byte> frame)
    {
        foreach (var batch in Read(frame.Span).Arguments)
        {
            if (batch.Events?.OfType<GoAway>().FirstOrDefault() is { } goAway)
            {
                _askedAway.TrySetResult(TimeSpan.FromMilliseconds(goAway.ReconnectWithinMs));
                continue;
            }

            lock (_lock)
            {
                if (_held is not null) _held.Add(batch);
                else Pass(news.Take(batch));
            }
        }
    }

    /// <returns>False: more waits to be heard than may; the line is to be given up.</returns>
    public bool Opens(Welcome welcome)
    {
        lock (_lock)
        {
            var held = _held!;
            _held = null;
            return news.Take(welcome) && held.TrueForAll(news.Take);
        }
    }

    private static Pushed Read(ReadOnlySpan<byte> frame)
    {
        try
        {
            return JsonSerializer.Deserialize<Pushed>(frame, Wire.Json)!;
        }
        catch (JsonException fault)
        {
            throw new IOException($"What the server pushed cannot be read: {fault.Message}", fault);
        }
    }

    // What was not taken must not be followed by what is: the line is cut, and the next one asks for all of it.
    private static void Pass(bool isTaken)
    {
        if (!isTaken) throw new IOException("What waits to be heard is as much as may be.");
    }
}

using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Rostra.Chaos;
using Rostra.Clients;

namespace Rostra.Faults;

/// <summary>
/// One socket of a crowd, in one room: knows how far it was told of it. It begins at the one address, and whenever it is cut or refused after its first greeting it comes back, with
/// full jitter, at the other, as a good client does.
/// </summary>
internal sealed class CrowdMember(Account account, Guid room, Api first, Api then)
{
    private const int WaitMinMs = 500;
    private const int WaitMaxMs = 30_000;

    private readonly Lock _lock = new();
    private readonly List<WireBatch> _early = [];
    private readonly Channel<long> _behind = Channel.CreateUnbounded<long>();
    private bool _isGreeted;
    private long _top;

    /// <summary>The place in the room up to which it was told everything.</summary>
    public long Known { get; private set; }

    /// <summary>Since when it is connected and caught up, as of <see cref="Stopwatch"/>; null: it is not.</summary>
    public long? UpSince { get; private set; }

    /// <summary>It was sent back to the beginning.</summary>
    public int Resets { get; private set; }

    /// <summary>Sockets that were refused or cut.</summary>
    public int Failures { get; private set; }

    /// <summary>Comes back until it is stopped.</summary>
    public async Task Run(CancellationToken stopping)
    {
        for (var attempt = 0; !stopping.IsCancellationRequested;)
        {
            try
            {
                await Live(Known > 0 ? then : first, stopping);
                attempt = 0;
            }
            catch (Exception fault) when (fault is IOException or BenchException || (fault is OperationCanceledException && !stopping.IsCancellationRequested))
            {
                // Refused: it comes back, later each time.
            }
            catch (OperationCanceledException)
            {
                return;
            }

            UpSince = null;
            Failures++;
            var bound = Math.Min(WaitMaxMs, WaitMinMs << Math.Min(++attempt, 10));
            await Task.Delay(Random.Shared.Next(WaitMinMs, bound + 1), stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Live(Api gateway, CancellationToken stopping)
    {
        lock (_lock)
        {
            (_isGreeted, _) = (false, _early.RemoveAll(_ => true));
        }

        await using var socket = await HubSocket.Open(gateway.Url, await account.Token(gateway, stopping), Hear, stopping);
        var cursors = Known == 0 ? [] : new[] { new WireCursor(room, Known) };
        var hello = (await socket.Invoke<WireWelcome>("Hello", new { cursors })).OrThrow("Hello");
        lock (_lock)
        {
            _top = hello.Rooms.Single(mine => mine.Id == room).LastSeq;
            Known = Known == 0 ? _top : Known;
            Array.ForEach(hello.CatchUp, Take);
            TakeEarly();
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var fetching = Fetch(gateway, ended.Token);
        await socket.Ended.WaitAsync(stopping);
        await ended.CancelAsync();
        await fetching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Asks for what is missing whenever something does not join what it knows.</summary>
    private async Task Fetch(Api gateway, CancellationToken ended)
    {
        while (true)
        {
            await _behind.Reader.ReadAsync(ended);
            var token = await account.Token(gateway, ended);
            var missing = await Patience.Usual.Insist(() => gateway.Get<WireBatch>($"/api/rooms/{room}/changes?after={Known}", token, ended), ended);
            lock (_lock)
            {
                Take(missing.OrThrow("Fetching what is missing") with { RoomId = room });
                TakeEarly();
            }
        }
    }

    private void Hear(ReadOnlyMemory<byte> frame)
    {
        var batch = JsonSerializer.Deserialize<WireFrame>(frame.Span, Wire.Json)!.Arguments[0];
        lock (_lock)
        {
            if (_isGreeted)
            {
                Take(batch);
            }
            else
            {
                _early.Add(batch);
            }
        }
    }

    private void TakeEarly()
    {
        WireBatch[] early = [.. _early];
        _early.Clear();
        _isGreeted = true;
        Array.ForEach(early, Take);
        UpSince ??= Known >= _top && _early.Count == 0 ? Stopwatch.GetTimestamp() : null;
    }

    private void Take(WireBatch batch)
    {
        if (batch.RoomId != room)
        {
            return;
        }

        if (batch.After > Known)
        {
            _early.Add(batch);
            _behind.Writer.TryWrite(Known);
            return;
        }

        Resets += batch.Reset ? 1 : 0;
        Known = Math.Max(Known, batch.UpTo ?? (batch.Reset ? batch.LastSeq : null) ?? 0);
        UpSince ??= _isGreeted && Known >= _top ? Stopwatch.GetTimestamp() : null;
    }
}

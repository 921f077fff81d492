using System.Diagnostics;

namespace Rostra.Compare;

/// <summary>The guests of a round, all of them there and kept alive.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int EntersAtOnce = 16;
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _over;
    private readonly Guest[] _guests;
    private Task _pinging = Task.CompletedTask;

    private Crowd(int count, CancellationToken cancellation) => (_over, _guests) = (CancellationTokenSource.CreateLinkedTokenSource(cancellation), new Guest[count]);

    public IReadOnlyList<Guest> Guests => _guests;

    /// <summary>Messages that were acknowledged and that somebody in their room has not heard.</summary>
    public long Lost => _guests.GroupBy(guest => guest.Room).Sum(room => room.Sum(speaker => room.Sum(hearer => hearer.Heard.Missing(speaker.Acked))));

    public long Doubled => _guests.Sum(guest => guest.Doubled);

    public long OutOfOrder => _guests.Sum(guest => guest.OutOfOrder);

    /// <param name="timedEach">Of so many guests one looks at the time of each message that it hears.</param>
    public static async Task<Crowd> Enter(Contender contender, IReadOnlyList<Seat> seats, Meter meter, int timedEach, CancellationToken cancellation)
    {
        var crowd = new Crowd(seats.Count, cancellation);
        try
        {
            await Parallel.ForAsync(0, seats.Count, new ParallelOptions { MaxDegreeOfParallelism = EntersAtOnce, CancellationToken = cancellation }, async (at, _) =>
                crowd._guests[at] = await Guest.Enter(contender, seats[at], meter, at % timedEach == 0, crowd._over.Token));
            crowd._pinging = crowd.Ping();
            return crowd;
        }
        catch
        {
            await crowd.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits; a socket that ends meanwhile ends the run.</summary>
    public async Task Watch(TimeSpan time, CancellationToken cancellation)
    {
        var ended = Task.WhenAny(_guests.Select(guest => guest.Listening));
        if (await Task.WhenAny(ended, Task.Delay(time, cancellation)) == ended) await await ended;
    }

    /// <summary>All speak in turn, at the pace, whatever comes back. Whoever is late says what is due at once, and its time has run since it was due.</summary>
    public async Task Speak(int perSecond, TimeSpan time, CancellationToken cancellation)
    {
        List<Task> said = [Watch(time, cancellation)];
        var (start, all) = (Stopwatch.GetTimestamp(), (long)(time.TotalSeconds * perSecond));
        for (var number = 0L; number < all;)
        {
            for (var due = Math.Min((long)(Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond) + 1, all); number < due; number++)
            {
                said.Add(_guests[(int)(number % _guests.Length)].Say(start + (number * Stopwatch.Frequency / perSecond), cancellation));
            }

            await Task.Delay(1, cancellation);
        }

        await Task.WhenAll(said);
    }

    /// <summary>Nobody says anything new; completes when all that was said is answered and heard, or when it is time.</summary>
    public async Task Drain(TimeSpan timeMax, CancellationToken cancellation)
    {
        foreach (var guest in _guests) guest.MaySpeak = false;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        enough.CancelAfter(timeMax);
        while (!enough.IsCancellationRequested && (_guests.Any(guest => guest.UnderWay > 0) || Lost > 0))
        {
            await Task.Delay(LookEvery, enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _pinging;
        foreach (var guest in _guests.Where(guest => guest is not null))
        {
            await guest.Listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            guest.Dispose();
        }

        _over.Dispose();
    }

    private async Task Ping()
    {
        using var timer = new PeriodicTimer(PingEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
            {
                foreach (var guest in _guests) await guest.Ping(_over.Token);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // The round is over, or its socket has told why.
        }
    }
}

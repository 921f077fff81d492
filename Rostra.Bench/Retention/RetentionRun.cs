using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Npgsql;
using Rostra.Clients;
using Rostra.Compare;
using Rostra.SlowReaders;
using Rostra.Terminal;
using Rostra.Topology;

namespace Rostra.Retention;

/// <param name="Messages">How many are to be removed.</param>
/// <param name="PerSecond">Sends to the same room meanwhile, whatever comes back.</param>
/// <param name="Before">How long they are measured before anything is removed.</param>
internal sealed record RetentionOptions(int Messages, int PerSecond, TimeSpan Before);

/// <summary>Sends: from when each was due until it was acknowledged, before and while the same room was trimmed. Bytes: of the messages' table with its indexes.</summary>
/// <param name="Reused">The part of the removed messages' disk that as many new ones took again, instead of new disk.</param>
internal sealed record RetentionReport(
    int Messages, double Seconds, double PerSecond, double AckP50, double AckP99, double AckMax, double AckP50Trimming, double AckP99Trimming, double AckMaxTrimming, int Sends, int Refused,
    long BytesFull, double VacuumSeconds, long BytesVacuumed, long BytesRefilled, double Reused);

/// <summary>A room of a year ago whose owner says that it keeps a week, while people speak in it.</summary>
internal sealed class RetentionRun(RetentionOptions options, IStage stage)
{
    private const int KeepDays = 7;
    private const int Seed = 7;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly Workload Talk = new("retention", 1, 10, 1, 1);

    public async Task<RetentionReport> Run(CancellationToken cancellation)
    {
        var plan = RostraContender.Plan();
        await using var cluster = await LocalCluster.Start(plan with { Environment = new Dictionary<string, string>(plan.Environment) { ["Rostra__Retention__Every"] = "00:00:01" } }, cancellation);
        await using var rostra = new RostraContender(cluster, stage);
        var seat = (await rostra.Furnish(Talk, cancellation))[0];
        await using var postgres = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(cluster.Postgres.ConnectionString) { CommandTimeout = 0 }.ConnectionString);
        await rostra.Stop();
        var empty = await Bytes(postgres, cancellation);
        await Do(postgres, "update rostra.changes set at = at - interval '2 years'", cancellation); // Nothing young stands before what is old.
        var last = await rostra.Fill(seat.Room, new Sentences(Seed).Take(options.Messages), cancellation) + options.Messages - 1;
        var full = await Bytes(postgres, cancellation);
        await rostra.Start(cancellation);

        await using var speaker = await HubSocket.Open(seat.Server, seat.Token, null, cancellation);
        (await speaker.Invoke<WireHello>("Hello", new { cursors = Array.Empty<WireCursor>() })).OrThrow("Hello");
        var sends = new Sends(speaker, seat.Room, options.PerSecond);
        await sends.Warm(cancellation);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var speaking = sends.Speak(enough.Token);
        await Task.Delay(options.Before, cancellation);
        var before = sends.Collect();

        await Keep(seat, cancellation);
        var (began, start) = (0L, 0L);
        for (var trimmed = 0L; trimmed < last; trimmed = await Trimmed(postgres, seat.Room, cancellation))
        {
            (began, start) = trimmed > 0 && start == 0 ? (trimmed, Stopwatch.GetTimestamp()) : (began, start);
            await Task.Delay(LookEvery, cancellation);
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var trimming = sends.Collect();
        await enough.CancelAsync();
        await speaking;
        await rostra.Stop();

        var vacuum = Stopwatch.GetTimestamp();
        await Do(postgres, "vacuum rostra.messages", cancellation);
        var vacuumSeconds = Stopwatch.GetElapsedTime(vacuum).TotalSeconds;
        var vacuumed = await Bytes(postgres, cancellation);
        await rostra.Fill(seat.Room, new Sentences(Seed + 1).Take(options.Messages), cancellation);
        var refilled = await Bytes(postgres, cancellation);
        return new(
            options.Messages, seconds, (last - began) / seconds,
            Delays.Percentile(before, 0.5), Delays.Percentile(before, 0.99), Delays.Percentile(before, 1),
            Delays.Percentile(trimming, 0.5), Delays.Percentile(trimming, 0.99), Delays.Percentile(trimming, 1), before.Length + trimming.Length, sends.Refused,
            full, vacuumSeconds, vacuumed, refilled, 1 - ((double)(refilled - vacuumed) / (full - empty)));
    }

    private static async Task Keep(Seat seat, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = seat.Server, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", seat.Token) } };
        using var answer = await http.PatchAsJsonAsync($"/api/rooms/{seat.Room}", new { keepDays = KeepDays }, cancellation);
        if (!answer.IsSuccessStatusCode) throw new BenchException($"The room's days were refused: {(int)answer.StatusCode}.");
    }

    private static async Task<long> Trimmed(NpgsqlDataSource postgres, Guid room, CancellationToken cancellation)
    {
        await using var command = postgres.CreateCommand("select trimmed_seq from rostra.room_heads where room_id = $1");
        command.Parameters.AddWithValue(room);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task<long> Bytes(NpgsqlDataSource postgres, CancellationToken cancellation)
    {
        await using var command = postgres.CreateCommand("select pg_total_relation_size('rostra.messages')");
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task Do(NpgsqlDataSource postgres, string sql, CancellationToken cancellation)
    {
        await using var command = postgres.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Messages at a steady pace, each timed from when it was due.</summary>
    private sealed class Sends(HubSocket socket, Guid room, int perSecond)
    {
        private const int WarmUp = 200;
        private readonly Lock _lock = new();
        private List<double> _milliseconds = [];
        private int _refused;

        public int Refused => _refused;

        public async Task Warm(CancellationToken cancellation)
        {
            for (var at = 0; at < WarmUp; at++)
            {
                cancellation.ThrowIfCancellationRequested();
                await Send(at, Stopwatch.GetTimestamp());
            }

            Collect();
        }

        public async Task Speak(CancellationToken enough)
        {
            List<Task> sent = [];
            var (began, number) = (Stopwatch.GetTimestamp(), 0);
            while (!enough.IsCancellationRequested)
            {
                var due = began + (long)(Stopwatch.Frequency * ((double)number / perSecond));
                var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
                if (wait > TimeSpan.Zero) await Task.Delay(wait, CancellationToken.None);
                sent.Add(Send(number++, due));
            }

            await Task.WhenAll(sent);
        }

        public double[] Collect()
        {
            List<double> taken;
            lock (_lock) (taken, _milliseconds) = (_milliseconds, []);
            taken.Sort();
            return [.. taken];
        }

        private async Task Send(int number, long due)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"said while it is trimmed {number}");
            var answer = await socket.Invoke<Posted>("SendMessage", new { roomId = room, clientId = Guid.CreateVersion7(), text });
            if (answer.Value is null) Interlocked.Increment(ref _refused);
            lock (_lock) _milliseconds.Add(Stopwatch.GetElapsedTime(due).TotalMilliseconds);
        }
    }
}

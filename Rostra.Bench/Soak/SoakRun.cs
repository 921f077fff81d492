using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Rostra.Clients;
using Rostra.SlowReaders;
using Rostra.Terminal;
using Rostra.Topology;

namespace Rostra.Soak;

/// <param name="Cpu">The load of all cores together that is aimed at, from 0 to 1.</param>
internal sealed record SoakOptions(int Silos, int Gateways, int Minutes, double Cpu, int People);

/// <param name="Evicted">Silos that ended although nobody touched them.</param>
/// <param name="Repeated">Answers other than an acknowledgement, after which the same message was sent again.</param>
/// <param name="Missing">Acknowledged messages that are not in Postgres.</param>
internal sealed record SoakReport(double CpuMedian, double CpuLowest5, int Acked, double AckP50, double AckP99, double AckMax, int Repeated, long Missing, IReadOnlyList<string> Evicted);

/// <summary>A cluster that nobody hurts, on a machine that has hardly any time for it: nobody may be taken for dead.</summary>
internal sealed class SoakRun(SoakOptions options, IStage stage)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly ConcurrentBag<double> _acked = [];
    private int _repeated;

    public async Task<SoakReport> Run(CancellationToken cancellation)
    {
        await using var cluster = await LocalCluster.Start(new ClusterPlan { Silos = options.Silos, Gateways = options.Gateways, Durable = false, Restarts = false }, cancellation);
        using var api = new Api(cluster.Url);
        var voices = await Gather(api, cancellation);
        var pids = cluster.Silos.ToDictionary(silo => silo.Name, silo => silo.Pid);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var burner = new Burner(options.Cpu);
        var talking = Task.WhenAll(voices.Select(voice => Talk(api, voice.Account, voice.Room, enough.Token)));

        var seconds = options.Minutes * 60;
        await stage.Show("seconds", seconds, async one =>
        {
            for (var passed = 0; passed < seconds && !talking.IsCompleted; passed++, one())
            {
                await Task.Delay(LookEvery, cancellation);
            }
        });
        await enough.CancelAsync();
        await talking;

        double[] acks = [.. _acked.Order()];
        var loads = burner.Loads;
        return new(
            Delays.Percentile(loads, 0.5), Delays.Percentile(loads, 0.05), acks.Length, Delays.Percentile(acks, 0.5), Delays.Percentile(acks, 0.99), Delays.Percentile(acks, 1),
            _repeated, acks.Length - await Kept(cluster, cancellation), [.. cluster.Silos.Where(silo => silo.Pid != pids[silo.Name]).Select(silo => silo.Name)]);
    }

    private async Task<List<(Account Account, Guid Room)>> Gather(Api api, CancellationToken cancellation)
    {
        var voices = new List<(Account, Guid)>();
        await stage.Show("people", options.People, async one =>
        {
            for (var number = 0; number < options.People; number++, one())
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"soaked {number}");
                var account = new Account(name, $"soaked{number}@bench.invalid", "rain on the roof 7");
                await account.Enter(api, cancellation);
                var made = await api.Post<Room>("/api/rooms", await account.Token(api, cancellation), new { name }, cancellation);
                voices.Add((account, made.OrThrow("Making a room").Id));
            }
        });
        return voices;
    }

    // One message after the other, each until it is acknowledged.
    private async Task Talk(Api api, Account account, Guid room, CancellationToken enough)
    {
        for (var number = 0; !enough.IsCancellationRequested; number++)
        {
            var message = new { clientId = Guid.CreateVersion7(), text = string.Create(CultureInfo.InvariantCulture, $"drop {number}") };
            var start = Stopwatch.GetTimestamp();
            while ((await api.Post<Posted>($"/api/rooms/{room}/messages", await account.Token(api, CancellationToken.None), message, CancellationToken.None)).Value is null)
            {
                Interlocked.Increment(ref _repeated);
                await Task.Delay(Pause, CancellationToken.None);
            }

            _acked.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private static async Task<long> Kept(LocalCluster cluster, CancellationToken cancellation)
    {
        await using var postgres = NpgsqlDataSource.Create(cluster.Postgres.ConnectionString);
        await using var count = postgres.CreateCommand("select count(*) from rostra.messages");
        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }
}

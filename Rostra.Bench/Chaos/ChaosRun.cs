using System.Diagnostics;
using System.Globalization;
using System.Net;
using Rostra.Topology;

namespace Rostra.Chaos;

/// <summary>One run: a cluster of its own, a crowd, faults, healing, quiet; then everything that was seen is held against everything that was promised.</summary>
internal sealed class ChaosRun(ChaosOptions options, Action<string> say)
{
    private static readonly TimeSpan HealMax = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan FinalMax = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan PresenceMax = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private readonly Dictionary<SiloMember, PostgresLine> _lines = [];
    private PostgresMember? _postgres;

    public async Task<ChaosReport> Run(CancellationToken cancellation)
    {
        var directory = Directory.CreateDirectory(options.Directory ?? Directory.CreateTempSubdirectory("rostra-chaos-").FullName).FullName;
        var facts = new RunFacts { Seed = options.Seed, Seconds = options.Seconds, Mutant = options.Mutant, HasPartitions = options.HasPartitions };
        HistoryFiles.WriteFacts(directory, facts);
        await Play(directory, cancellation);
        var report = Judge(directory);
        if (report.Outcome != Outcome.Fail && options.Directory is null) Directory.Delete(directory, recursive: true);
        return report;
    }

    /// <summary>Judges what was kept.</summary>
    public static ChaosReport Judge(string directory)
    {
        var run = HistoryFiles.Read(directory);
        var start = Stopwatch.GetTimestamp();
        var verdict = Checker.Check(run);
        return ChaosReport.Of(run, verdict, directory, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private async Task Play(string directory, CancellationToken cancellation)
    {
        say(options.NpmClients > 0 ? $"{options.NpmClients} windows of npm's client" : "no windows of npm's client: npm ci in Rostra.Tests/Node");
        say(options.HasPartitions ? "links between processes can be cut" : "links between processes cannot be cut: that needs root");
        try
        {
            await Play(await LocalCluster.Start(Plan(directory), cancellation), directory, cancellation);
        }
        finally
        {
            foreach (var line in _lines.Values) line.Dispose();
        }
    }

    private async Task Play(LocalCluster started, string directory, CancellationToken cancellation)
    {
        await using var cluster = started;
        using var watching = new Watching(cluster, directory);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var doors = Doors.To([.. cluster.Gateways.Select(gateway => (gateway.Name, gateway.Url)), ("balancer", cluster.Url)]);
        var injuries = new Injuries(cluster, new Writers(_lines), new Random(options.Seed));
        await Mutants.Prepare(options.Mutant, cluster, cancellation);
        using var crowd = await Crowd.Gather(directory, doors, options, cancellation);
        var running = Task.WhenAll([watching.Run(stopping.Token), .. crowd.Windows.Select(window => window.Run(stopping.Token))]);

        say("ramp");
        await During(options.Ramp, running, cancellation);
        watching.Reach(Marks.Load);
        await Hurt(directory, crowd, injuries, cancellation);
        say("healing");
        await injuries.HealAll(cancellation).WaitAsync(HealMax, cancellation);
        watching.Reach(Marks.Healed);
        var healed = Stopwatch.GetTimestamp();
        await During(options.HealedLoad, running, cancellation);
        crowd.BeQuiet();
        watching.Reach(Marks.Quiet);
        say("quiet");
        await During(options.Quiet, running, cancellation);
        watching.Reach(Marks.Final);
        await End(crowd, watching, healed, cancellation);
        await stopping.CancelAsync();
        await running.WaitAsync(FinalMax, cancellation);
        HistoryFiles.WriteFinal(directory, await FinalReading.Of(cluster.Postgres.ConnectionString, cancellation));
        watching.ReadLogs();
    }

    private async Task Hurt(string directory, Crowd crowd, Injuries injuries, CancellationToken cancellation)
    {
        using var history = new HistoryWriter(directory, "nemesis");
        var random = new Random(options.Seed);
        var annoyances = new Annoyances(crowd, new Random(random.Next()));
        var nemesis = new Nemesis([.. injuries.All(), .. options.IsFaulty ? injuries.Crashes() : [], .. annoyances.All()], history, random, say);
        var time = TimeSpan.FromSeconds(options.Seconds) - options.Ramp;
        if (options.Injuries.Count == 0)
        {
            await nemesis.Run(time, cancellation);
            return;
        }

        var each = time / options.Injuries.Count;
        foreach (var asked in options.Injuries.Select(injury => injury.Split(':')))
        {
            var start = Stopwatch.GetTimestamp();
            var seconds = asked.Length > 1 ? double.Parse(asked[1], CultureInfo.InvariantCulture) : Math.Min(5, each.TotalSeconds / 2);
            await nemesis.Inflict(asked[0], TimeSpan.FromSeconds(seconds), cancellation);
            if (each - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } rest) await Task.Delay(rest, cancellation);
        }
    }

    private async Task End(Crowd crowd, Watching watching, long healed, CancellationToken cancellation)
    {
        say("final");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(FinalMax);
        foreach (var window in crowd.Windows.Where(window => !window.IsConnected)) watching.Presence(default, false, $"{window.Name} is not connected");
        foreach (var room in crowd.Stage.Rooms) await Presence(crowd, watching, room, healed, limit.Token);
        foreach (var window in crowd.Windows) await window.ShowAll(limit.Token);
        foreach (var window in crowd.NpmWindows) await window.ShowAll(limit.Token);
    }

    private async Task Presence(Crowd crowd, Watching watching, Guid room, long healed, CancellationToken cancellation)
    {
        while (true)
        {
            var expected = crowd.Windows.Where(window => window.IsConnected && window.IsIn(room)).Select(window => window.Person.Id).ToHashSet();
            if (crowd.Windows.FirstOrDefault(window => window.IsConnected && window.IsIn(room)) is not { } looking) return;
            var here = await looking.WhoIsHere(room, cancellation);
            var isRight = here is not null && expected.SetEquals(here);
            if (isRight || Stopwatch.GetElapsedTime(healed) > PresenceMax + options.Quiet)
            {
                watching.Presence(room, isRight, $"{here?.Count} are shown as here, {expected.Count} are");
                return;
            }

            await Task.Delay(Look, cancellation);
        }
    }

    private ClusterPlan Plan(string directory) => new()
    {
        Silos = options.Silos,
        Gateways = options.Gateways,
        Directory = Path.Combine(directory, "cluster"),
        Isolated = options.HasPartitions,
        Say = text => say(text),
        Environment = new Dictionary<string, string>
        {
            // Comings, goings and rereading are this driver's trade; the limits have tests of their own.
            ["Rostra__Limits__JoinBurst"] = "2000",
            ["Rostra__Limits__JoinsPerSecond"] = "100",
            ["Rostra__Limits__PageBurst"] = "20000",
            ["Rostra__Limits__PagesPerSecond"] = "1000",
            ["Rostra__Limits__NewRoomsPerMinute"] = "600",

            // In networks of their own, gateways see all of the driver's windows come from one address.
            ["Rostra__Limits__RegisterBurst"] = "1000",
            ["Rostra__Limits__LoginBurst"] = "10000",
        },
        Configure = Configure,
    };

    private void Configure(Member member)
    {
        _postgres = member as PostgresMember ?? _postgres;
        if (member is SiloMember silo)
        {
            var line = _lines[silo] = new(new IPEndPoint(IPAddress.Parse(_postgres!.Address), _postgres.Port));
            silo.Environment[Settings.Postgres] = new Npgsql.NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Port = line.Port }.ConnectionString;
        }

        if (member is RostraMember rostra && (options.IsFaulty || options.Mutant is not null)) Mutants.Plant(options.Mutant, rostra);
    }

    private static async Task During(TimeSpan time, Task running, CancellationToken cancellation)
    {
        var first = await Task.WhenAny(running, Task.Delay(time, cancellation));
        if (first == running) await running;
        cancellation.ThrowIfCancellationRequested();
    }
}

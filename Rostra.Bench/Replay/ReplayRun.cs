using System.Diagnostics;
using Rostra.Clients;
using Rostra.Terminal;

namespace Rostra.Replay;

/// <summary>What to replay, and how.</summary>
internal sealed record ReplayOptions(Uri Url, string File)
{
    public string Title { get; init; } = "replay";

    public string PasswordSeed { get; init; } = "rostra-replay";

    public RoomCut Cut { get; init; } = RoomCut.Year;

    public int Limit { get; init; } = int.MaxValue;

    public int Sockets { get; init; } = 128;

    public int RoomsAtOnce { get; init; } = 6;

    public string? ConnectionString { get; init; }

    /// <summary>The server does not limit what one account sends, so nobody has to keep below.</summary>
    public bool IsUnlimited { get; init; }

    /// <summary>What the server has computed until now, where that can be seen.</summary>
    public Func<TimeSpan>? ProcessorTime { get; init; }
}

/// <summary>Plays a recorded conversation through a running Rostra as its people would, then proves that all of it is there.</summary>
internal sealed class ReplayRun(ReplayOptions options, IStage stage)
{
    public async Task<ReplayReport> Run(CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var conversation = await Conversation.Read(options.File, options.Title, options.Cut, options.Limit, cancellation);
        if (conversation.Lines == 0) throw new BenchException($"{options.File} holds no line that can be sent.");

        using var api = new Api(options.Url);
        await RequireServer(api, cancellation);
        var people = new People(api, options.PasswordSeed);
        await Settle(conversation, api, people, cancellation);

        var log = new SendLog(conversation.Lines);
        var (sendStart, processor) = (Stopwatch.GetTimestamp(), options.ProcessorTime?.Invoke());
        await Send(conversation, api, people, log, cancellation);
        var (sending, computed) = (Stopwatch.GetElapsedTime(sendStart), options.ProcessorTime?.Invoke() - processor);

        var proofs = await Prove(conversation, api, people, cancellation);
        var disk = options.ConnectionString is { } database ? await DiskUse.Measure(database, cancellation) : null;
        return Report(conversation, log, proofs, sending, Stopwatch.GetElapsedTime(start), disk) with { CpuPerMessage = computed?.TotalMicroseconds / log.Acked };
    }

    private static async Task RequireServer(Api api, CancellationToken cancellation)
    {
        var limits = await api.Get<object>("/api/limits", null, cancellation);
        if (limits.Problem is { } problem) throw new BenchException($"No Rostra answers at {api.Url}: {problem}. Start one, or give its address with --url.");
    }

    private async Task Settle(Conversation conversation, Api api, People people, CancellationToken cancellation)
    {
        var making = new RoomMaking(api, people);
        var joins = conversation.Rooms.Sum(room => room.Speakers.Count() - 1);
        await stage.Show("accounts", conversation.Speakers.Count, one => people.Enter(conversation.Speakers, one, cancellation));
        await stage.Show("rooms", conversation.Rooms.Count, one => making.Make(conversation.Rooms, one, cancellation));
        await stage.Show("joins", joins, one => making.Join(conversation.Rooms, one, cancellation));
    }

    private async Task Send(Conversation conversation, Api api, People people, SendLog log, CancellationToken cancellation)
    {
        await using var voices = new Voices(api, people, options.Sockets, options.IsUnlimited);
        await stage.Show("messages", conversation.Lines, one => Parallel.ForEachAsync(
            conversation.Rooms,
            new ParallelOptions { MaxDegreeOfParallelism = options.RoomsAtOnce, CancellationToken = cancellation },
            async (room, stopping) => await new RoomReplay(room, voices, log, one).Run(stopping)));
    }

    private async Task<IReadOnlyList<RoomProof>> Prove(Conversation conversation, Api api, People people, CancellationToken cancellation)
    {
        var reading = new RoomReading(api, people);
        var proofs = conversation.Rooms.Select(room => (room, proof: new RoomProof(room, speaker => people[speaker].Id))).ToArray();
        await stage.Show("read back", conversation.Lines, one => Parallel.ForEachAsync(
            proofs,
            new ParallelOptions { MaxDegreeOfParallelism = options.RoomsAtOnce, CancellationToken = cancellation },
            async (entry, stopping) =>
            {
                await foreach (var page in reading.Pages(entry.room, stopping))
                {
                    foreach (var message in page.Messages)
                    {
                        entry.proof.Read(message);
                        one();
                    }
                }

                var now = await reading.Room(entry.room, stopping);
                entry.proof.Finish(now, await reading.Tail(entry.room, now.LastSeq, stopping));
            }));
        return [.. proofs.Select(entry => entry.proof)];
    }

    private static ReplayReport Report(
        Conversation conversation, SendLog log, IReadOnlyList<RoomProof> proofs, TimeSpan sending, TimeSpan total, DiskUse? disk) =>
        new(
            conversation.Lines, conversation.Speakers.Count, conversation.Rooms.Count, log.Acked - log.Known, log.Known, log.Repeated,
            proofs.Sum(proof => proof.Stored), proofs.Sum(proof => proof.FaultCount),
            sending.TotalSeconds, log.Acked / sending.TotalSeconds, log.Percentile(0.5), log.Percentile(0.99), total.TotalSeconds,
            conversation.Refused, [.. proofs.SelectMany(proof => proof.Faults)], disk?.Bytes, disk?.BytesPerMessage);
}

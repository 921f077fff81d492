using Rostra.Clients;
using Rostra.Replay;
using Rostra.Terminal;
using Rostra.Topology;

namespace Rostra.Compare;

/// <summary>w8: a recorded conversation, said by its people in its rooms as fast as it goes, then proved, read and searched. Of Rostra alone.</summary>
internal sealed class TalkRun(string file, int limit, Choices choices, IStage stage)
{
    private const string PasswordSeed = "rostra-replay";
    private const int Seed = 8;

    private static readonly IReadOnlyList<Measure> Measures =
    [
        new("messages", "messages"), new("people", "people"), new("rooms", "rooms"),
        new("messagesPerSecond", "messages/s"), new("cpuPerMessage", "CPU µs per message"), new("ackP50", "ack p50 ms", 1), new("ackP99", "ack p99 ms", 1),
        new("bytesPerMessage", "bytes on disk per message, indexes included"),
        new("headP50", "newest page of the largest room: p50 ms", 2), new("headP99", "p99 ms", 2), new("headCpu", "CPU µs"),
        new("deepP50", "page in its older half: p50 ms", 2), new("deepP99", "p99 ms", 2), new("deepCpu", "CPU µs"), new("deepOverHead", "deep ÷ newest, p50", 2),
        new("commonP50", "search, its most frequent long word: p50 ms", 2), new("commonP99", "p99 ms", 2), new("commonCpu", "CPU µs"),
        new("rareP50", "search, a word said three times: p50 ms", 2), new("rareP99", "p99 ms", 2), new("rareCpu", "CPU µs"),
    ];

    private readonly Random _random = new(Seed);
    private string _note = "";

    public async Task<SheetReport> Run(CancellationToken cancellation)
    {
        var cores = new Cores(choices.ArePinned);
        List<Sheet> sheets = [];
        for (var round = 0; round < choices.Rounds; round++)
        {
            // Of its own each time: a second replay would only be told that everything is there.
            await using var cluster = await cores.Serve(() => LocalCluster.Start(RostraContender.Plan(), cancellation));
            await using var rostra = new RostraContender(cluster, stage);
            sheets.Add(await Play(cluster, rostra, cancellation));
        }

        return SheetReport.Of("w8", Measures, sheets, []) with { Note = _note };
    }

    private async Task<Sheet> Play(LocalCluster cluster, RostraContender rostra, CancellationToken cancellation)
    {
        var url = cluster.Gateways[0].Url;
        var report = await new ReplayRun(new(url, file)
        {
            Limit = limit, PasswordSeed = PasswordSeed, ConnectionString = cluster.Postgres.ConnectionString, IsUnlimited = true, ProcessorTime = rostra.ProcessorTime,
        }, stage).Run(cancellation);
        var figures = new OrderedDictionary<string, double>
        {
            ["messages"] = report.Lines,
            ["people"] = report.People,
            ["rooms"] = report.Rooms,
            ["messagesPerSecond"] = report.MessagesPerSecond,
            ["cpuPerMessage"] = report.CpuPerMessage ?? 0,
            ["ackP50"] = report.AckP50Ms,
            ["ackP99"] = report.AckP99Ms,
            ["bytesPerMessage"] = report.DiskBytesPerMessage ?? 0,
        };
        foreach (var (key, value) in await Read(url, rostra, cancellation)) figures[key] = value;
        figures["deepOverHead"] = figures["deepP50"] / figures["headP50"];
        return new(figures, Math.Max(report.Lines - report.Stored, 0), 0, report.FaultCount);
    }

    /// <summary>As somebody who is in its largest room.</summary>
    private async Task<OrderedDictionary<string, double>> Read(Uri url, RostraContender rostra, CancellationToken cancellation)
    {
        var conversation = await Conversation.Read(file, new ReplayOptions(url, file).Title, RoomCut.Year, limit, cancellation);
        var room = conversation.Rooms.MaxBy(one => one.Lines.Count)!;
        using var api = new Api(url);
        var people = new People(api, PasswordSeed);
        await people.Enter([room.Maker], () => { }, cancellation);
        var head = (await new RoomReading(api, people).Room(room, cancellation)).LastSeq;
        var words = SoughtWords.Of(room.Lines.Select(line => line.Text));
        _note = $"The largest room is “{room.Name}”; words sought: {words.Common}, {words.Rare}.";

        using var reader = new PageReader(url, await people.Token(room.Maker, cancellation));
        return await reader.Measure(
        [
            new("head", () => rostra.PagePath(room.Id, PagesRun.PageSize)),
            new("deep", () => rostra.PagePath(room.Id, PagesRun.PageSize, before: _random.NextInt64(head / 4, head / 2))),
            new("common", () => RostraContender.SearchPath(room.Id, words.Common)),
            new("rare", () => RostraContender.SearchPath(room.Id, words.Rare)),
        ], choices.WarmUp, choices.Time, rostra.ProcessorTime, cancellation);
    }
}

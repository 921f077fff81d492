using System.Text.Json;
using Rostra.Clients;
using Rostra.Terminal;

namespace Rostra.Compare;

/// <summary>w5: a long room is read: at its head, deep in it, around a message; and searched.</summary>
internal sealed class PagesRun(int messages, Choices choices, IStage stage)
{
    public const int PageSize = 50;
    private const int Seed = 5;

    private static readonly (string Key, string Title)[] Kinds =
        [("head", "newest page"), ("deep", "page in the older half"), ("around", "around a message"), ("common", "search, a word of every 10th"), ("rare", "search, a word of every 20,000th")];

    private static readonly IReadOnlyList<Measure> Measures =
    [
        .. Kinds.SelectMany(kind => new Measure[]
        {
            new($"{kind.Key}P50", $"{kind.Title}: p50 ms", 2),
            new($"{kind.Key}P99", "p99 ms", 2),
            new($"{kind.Key}PerSecond", "per second, one after another"),
            new($"{kind.Key}Cpu", "CPU µs"),
        }),
        new("deepOverHead", "deep ÷ newest, p50", 2, IsCompared: false),
    ];

    private readonly Random _random = new(Seed);

    public async Task<SheetReport> Run(CancellationToken cancellation)
    {
        var report = await new Comparison(new("w5", 1, 2, 0, 0), Measures, choices, stage).Run(
            (contender, seats, token) => contender.Fill(seats[0].Room, new Sentences(Seed).Take(messages), token), Measure, cancellation);
        return report with { Note = $"A room of {messages:N0} messages, pages of {PageSize}; only Rostra has a search." };
    }

    private async Task<Sheet> Measure(Contender contender, IReadOnlyList<Seat> seats, long first, CancellationToken cancellation)
    {
        var seat = seats[0];
        using var reader = new PageReader(seat.Server, seat.Token);
        var (middle, last) = (first + (messages / 2), first + messages - 1);
        List<Place> places =
        [
            new("head", () => contender.PagePath(seat.Room, PageSize), page => IsPage(page, last)),
            Deep(),
            new("around", () => contender.PagePath(seat.Room, PageSize, around: _random.NextInt64(first + PageSize, last - PageSize)), page => IsPage(page, null)),
        ];
        if (contender is RostraContender)
        {
            places.Add(new("common", () => RostraContender.SearchPath(seat.Room, Sentences.Common)));
            places.Add(new("rare", () => RostraContender.SearchPath(seat.Room, Sentences.Rare)));
        }

        var figures = await reader.Measure(places, choices.WarmUp, choices.Time, contender.ProcessorTime, cancellation);
        figures["deepOverHead"] = figures["deepP50"] / figures["headP50"];
        return new(figures);

        Place Deep()
        {
            var before = 0L;
            return new("deep", () => contender.PagePath(seat.Room, PageSize, before: before = _random.NextInt64(first + PageSize, middle)), page => IsPage(page, before - 1));
        }
    }

    /// <summary>A full page of consecutive messages; the last one is known, or not.</summary>
    private static bool IsPage(byte[] page, long? last)
    {
        var ids = JsonSerializer.Deserialize<Page>(page, Wire.Json)!.Messages.Select(message => message.Id).ToArray();
        return ids.Length == PageSize && ids[^1] - ids[0] == PageSize - 1 && (last is null || ids[^1] == last);
    }
}

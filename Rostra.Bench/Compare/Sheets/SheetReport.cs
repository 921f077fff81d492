using System.Globalization;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Rostra.Compare;

/// <summary>What came of a workload: a line of JSON, or a table.</summary>
/// <param name="Peer">Null where Rostra is compared with itself.</param>
/// <param name="Ratio">How many times the peer's figure.</param>
/// <param name="Lost">By Rostra, as the next two.</param>
internal sealed record SheetReport(
    string Workload, OrderedDictionary<string, double> Rostra, OrderedDictionary<string, double>? Peer, OrderedDictionary<string, double>? Ratio,
    long Lost, long Doubled, long OutOfOrder)
{
    /// <summary>Figures as people read them, in this order.</summary>
    [JsonIgnore]
    public IReadOnlyList<Measure> Measures { get; init; } = [];

    /// <summary>What has to be known to read them.</summary>
    [JsonIgnore]
    public string Note { get; init; } = "";

    [JsonIgnore]
    public bool Holds => Lost + Doubled + OutOfOrder == 0;

    private static readonly Measure[] Faults = [new("lost", "lost"), new("doubled", "doubled"), new("outOfOrder", "out of order")];

    public static SheetReport Of(string workload, IReadOnlyList<Measure> measures, IReadOnlyList<Sheet> rostras, IReadOnlyList<Sheet> peers)
    {
        var rostra = Sheet.Of(rostras);
        var peer = peers.Count > 0 ? Sheet.Of(peers) : null;
        return new(workload, rostra.WithFaults, peer?.WithFaults, peer is null ? null : rostra.Over(peer, measures), rostra.Lost, rostra.Doubled, rostra.OutOfOrder) { Measures = measures };
    }

    public void Draw(IAnsiConsole console)
    {
        var table = new Table().AddColumn(Workload).AddColumn(Right("Rostra"));
        if (Peer is not null) table.AddColumn(Right("SignalR + Redis + Npgsql")).AddColumn(Right("ratio"));
        foreach (var measure in Measures.Concat(Faults))
        {
            string[] cells = [Markup.Escape(measure.Title), Figure(Rostra, measure), Figure(Peer, measure), Number(Ratio, measure.Key, 2)];
            table.AddRow(Peer is null ? cells[..2] : cells);
        }

        console.Write(table);
        console.WriteLine(Note);

        static TableColumn Right(string title) => new TableColumn(title).RightAligned();
        static string Figure(OrderedDictionary<string, double>? sheet, Measure measure) => Number(sheet, measure.Key, measure.Decimals);
        static string Number(OrderedDictionary<string, double>? sheet, string key, int decimals) =>
            sheet is not null && sheet.TryGetValue(key, out var value) ? value.ToString($"N{decimals}", CultureInfo.InvariantCulture) : "";
    }
}

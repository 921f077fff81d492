using System.Globalization;
using Spectre.Console;

namespace Rostra.Chaos;

/// <summary>A verdict, for people.</summary>
internal static class ChaosTable
{
    public static void Draw(IAnsiConsole console, ChaosReport report)
    {
        var table = new Table().AddColumn("invariant").AddColumn(new TableColumn("facts").RightAligned()).AddColumn("verdict");
        foreach (var one in report.Judgements) table.AddRow(new Text($"I{one.Number} {one.Name}"), Figure(one.Looked), new Text(Word(one)));
        foreach (var (name, count) in report.Coverage.Counters) table.AddRow(new Text(name), Figure(count), new Text(count == 0 ? "weak" : ""));
        console.Write(table);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Lines:N0} lines, {report.Events:N0} events, judged in {report.CheckSeconds:F1} s"));
        if (report.Witness is { } witness)
        {
            console.WriteLine($"I{witness.Invariant}: {witness.What}");
            foreach (var fact in witness.Witness) console.WriteLine($"  {fact}");
            console.WriteLine($"histories and logs: {report.Directory}");
        }

        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Outcome} (seed {report.Seed}, {report.Seconds} s)").ToLowerInvariant());
    }

    private static Text Figure(long count) => new(count.ToString("N0", CultureInfo.InvariantCulture));

    private static string Word(Judgement one) =>
        one.Violations > 0 ? string.Create(CultureInfo.InvariantCulture, $"violated {one.Violations:N0} times") : one.Looked == 0 ? "weak" : "pass";
}

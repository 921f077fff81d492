using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Rostra.Clients;
using Rostra.Terminal;
using Spectre.Console;

namespace Rostra.Chaos;

/// <summary><c>mutants</c> on the command line: each planted mistake must be found.</summary>
internal sealed class MutantsCommand : Command
{
    private const int SecondsOfOneRun = 40;
    private const int SecondsOfOneProvocation = 30;
    private static readonly TimeSpan FoundWithin = TimeSpan.FromMinutes(10);
    private readonly Option<int> _seed = new("--seed") { Description = "Of the first run; each further one takes the next.", DefaultValueFactory = _ => 7 };
    private readonly Option<bool> _json = new("--json") { Description = "The result as one line of JSON." };

    public MutantsCommand()
        : base("mutants", "Plants one mistake after the other in silos and gateways of the faulty build, and lets chaos find each within ten minutes.")
    {
        foreach (var option in new Option[] { _seed, _json }) Add(option);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = new Output(parsed.GetValue(_json));
        try
        {
            var findings = new List<MutantFinding>();
            foreach (var mutant in Mutants.All) findings.Add(await Find(mutant, parsed.GetValue(_seed), output, cancellation));
            output.Result(findings, console => Draw(console, findings));
            return findings.All(finding => finding.FoundBy.Count > 0) ? 0 : 1;
        }
        catch (RostraException reason)
        {
            Output.Failure(reason.Message);
            return 2;
        }
    }

    private static async Task<MutantFinding> Find(string mutant, int seed, Output output, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < FoundWithin)
        {
            output.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mutant}, seed {seed}"));
            var report = await new ChaosRun(Plan(mutant, seed++), _ => { }).Run(cancellation);
            if (report.Outcome != Outcome.Fail) continue;
            var found = report.Judgements.Where(one => one.Violations > 0).Select(one => one.Number).ToList();
            Directory.Delete(report.Directory, recursive: true);
            return new(mutant, found, Stopwatch.GetElapsedTime(start).TotalSeconds, report.Witness!.What);
        }

        return new(mutant, [], Stopwatch.GetElapsedTime(start).TotalSeconds, "");
    }

    private static ChaosOptions Plan(string mutant, int seed)
    {
        var provocations = Mutants.Provocations(mutant, Environment.IsPrivilegedProcess);
        return new() { Seconds = provocations.Count == 0 ? SecondsOfOneRun : provocations.Count * SecondsOfOneProvocation, Seed = seed, Mutant = mutant, Injuries = provocations };
    }

    private static void Draw(IAnsiConsole console, List<MutantFinding> findings)
    {
        var table = new Table().AddColumn("mistake").AddColumn("found by").AddColumn(new TableColumn("s").RightAligned()).AddColumn("first witness");
        foreach (var finding in findings)
        {
            table.AddRow(
                new Text(finding.Mutant), new Text(finding.FoundBy.Count == 0 ? "nothing" : string.Join(", ", finding.FoundBy.Select(number => $"I{number}"))),
                new Text(finding.Seconds.ToString("F0", CultureInfo.InvariantCulture)), new Text(finding.Witness));
        }

        console.Write(table);
    }
}

/// <param name="FoundBy">Numbers of invariants; none: the mistake went by.</param>
internal sealed record MutantFinding(string Mutant, IReadOnlyList<int> FoundBy, double Seconds, string Witness);

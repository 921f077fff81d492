using System.CommandLine;
using System.Globalization;
using Rostra.Clients;
using Rostra.Terminal;
using Spectre.Console;

namespace Rostra.Chaos;

/// <summary><c>chaos</c> on the command line.</summary>
internal sealed class ChaosCommand : Command
{
    private readonly Option<int> _seconds = Count("--seconds", "How long load and faults last, the ramp included.", 300);
    private readonly Option<int?> _seed = new("--seed") { Description = "Of the load and the faults; random, and printed, when not given." };
    private readonly Option<int> _silos = Count("--silos", "How many silos.", 2);
    private readonly Option<int> _gateways = Count("--gateways", "How many gateways.", 2);
    private readonly Option<int> _clients = Count("--clients", "How many windows, of a little more than half as many people.", 20);
    private readonly Option<string?> _directory = new("--directory") { Description = "Where histories and logs go and stay; else only those of a failed run are kept." };
    private readonly Option<string?> _check = new("--check") { Description = "Judges the histories that an earlier run kept there, and runs nothing." };
    private readonly Option<string?> _mutant = new("--mutant") { Description = $"Plants a mistake, which must be found: {string.Join(", ", Mutants.All)}." };
    private readonly Option<bool> _faulty = new("--faulty") { Description = "Uses the faulty build, whose silos can also be told to end at certain points." };
    private readonly Option<string[]> _injure = new("--injure") { Description = "Instead of what the seed chooses, such as “silo-1 kill” or “silo-1 pause:15” (seconds); may be given several times." };
    private readonly Option<bool> _json = new("--json") { Description = "The result as one line of JSON." };

    public ChaosCommand()
        : base("chaos", "Starts a cluster of its own, hurts it in every way at hand while people talk, heals it, and judges what everybody saw by twenty invariants.")
    {
        foreach (var option in new Option[] { _seconds, _seed, _silos, _gateways, _clients, _directory, _check, _mutant, _faulty, _injure, _json }) Add(option);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = new Output(parsed.GetValue(_json));
        try
        {
            var report = parsed.GetValue(_check) is { } kept ? ChaosRun.Judge(kept) : await Run(Read(parsed), output, cancellation);
            output.Result(report, console => ChaosTable.Draw(console, report));
            return report.Outcome switch { Outcome.Pass => 0, Outcome.Weak => 3, _ => 1 };
        }
        catch (RostraException reason)
        {
            Output.Failure(reason.Message);
            return 2;
        }
    }

    private static async Task<ChaosReport> Run(ChaosOptions options, Output output, CancellationToken cancellation)
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        output.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {options.Seed}"));
        return await new ChaosRun(options, Say).Run(cancellation);

        void Say(string what) => output.Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds,7:F1} s  {what}"));
    }

    private ChaosOptions Read(ParseResult parsed) => new()
    {
        Seconds = parsed.GetValue(_seconds),
        Seed = parsed.GetValue(_seed) ?? Random.Shared.Next(),
        Silos = parsed.GetValue(_silos),
        Gateways = parsed.GetValue(_gateways),
        Clients = parsed.GetValue(_clients),
        Directory = parsed.GetValue(_directory),
        Mutant = parsed.GetValue(_mutant),
        IsFaulty = parsed.GetValue(_faulty),
        Injuries = parsed.GetValue(_injure) ?? [],
    };

    private static Option<int> Count(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError($"{name} is at least 1.");
        });
        return option;
    }
}

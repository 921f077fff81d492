using System.CommandLine;
using Rostra.Clients;
using Rostra.Terminal;

namespace Rostra.Compare;

/// <summary><c>compare</c> on the command line.</summary>
internal sealed class CompareCommand : Command
{
    /// <summary>How long each thing is measured, in seconds, unless it is said.</summary>
    private static readonly Dictionary<string, int> Seconds = new() { ["w4"] = 20, ["w5"] = 5, ["w6"] = 60, ["w8"] = 5 };
    private const int SecondsElse = 10;

    private readonly Option<string> _workload = new("--workload")
    {
        Description = """
            w1: one room of 500; w2: 50 rooms of 10; w3: one room of 10 who never pause; w4: many connections, idle; w5: pages and searches in a long room; w6: 1,000 messages a second
            whatever comes back, without and with slow readers; w8: a recorded conversation (--file) at full speed; w9: w2 with 1 to 3 silos and 1 to 2 gateways. w8 and w9 have no peer. What w7
            was to be is the verb storm; a conversation into a Rostra that runs already is the verb replay.
            """,
        Required = true,
    };

    private readonly Option<int?> _window = new("--window") { Description = "Messages of one speaker under way; unless given, the workload's own (w1: 16, w2: 1, w3: 64)." };
    private readonly Option<int?> _seconds = new("--seconds") { Description = "How long each thing is measured; unless given, 10, of w4 20, of w5 and w8 5 for each kind of page, of w6 60 for each half." };
    private readonly Option<int> _warmUp = new("--warm-up") { Description = "Seconds of each round before anything is measured: a process that has just started compiles its own code meanwhile.", DefaultValueFactory = _ => 10 };
    private readonly Option<int> _reps = new("--reps") { Description = "Rounds of each system; the medians count.", DefaultValueFactory = _ => 3 };
    private readonly Option<bool> _pin = new("--pin") { Description = "Everything but the driver on one core, the driver on another." };
    private readonly Option<int> _connections = new("--connections") { Description = "w4: how many, a multiple of 50.", DefaultValueFactory = _ => 5_000 };
    private readonly Option<int> _messages = new("--messages") { Description = "w5: how many the room holds.", DefaultValueFactory = _ => 200_000 };
    private readonly Option<int> _perSecond = new("--per-second") { Description = "w6: messages in a second.", DefaultValueFactory = _ => 1_000 };
    private readonly Option<string?> _file = new("--file") { Description = "w8: the conversation: .jsonl or .jsonl.gz, a line {at, nick, text, kind} each." };
    private readonly Option<int?> _limit = new("--limit") { Description = "w8: only its first so many lines." };
    private readonly Option<bool> _json = new("--json") { Description = "The result as one line of JSON." };

    public CompareCommand()
        : base("compare", "Measures Rostra beside a plain chat of SignalR, its Redis backplane and Postgres, in turn, on this machine; both with the same stores and the same driver.")
    {
        _workload.AcceptOnlyFromAmong([.. Workload.All.Select(workload => workload.Name), "w4", "w5", "w6", "w8", "w9"]);
        foreach (var option in new Option[] { _workload, _window, _seconds, _warmUp, _reps, _pin, _connections, _messages, _perSecond, _file, _limit, _json }) Add(option);
        AtLeast(1, _window, _seconds, _reps, _perSecond, _limit);
        AtLeast(50, _connections);
        AtLeast(PagesRun.PageSize * 4, _messages);
        Validators.Add(result =>
        {
            if (result.GetValue(_workload) == "w8" && result.GetValue(_file) is null) result.AddError("w8 needs --file.");
        });
        SetAction(Run);
    }

    private static void AtLeast(int least, params Option[] options)
    {
        foreach (var option in options)
        {
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int?>() < least) result.AddError($"{option.Name} is at least {least}.");
            });
        }
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = new Output(parsed.GetValue(_json));
        try
        {
            var report = await Measure(parsed, output.Stage, cancellation);
            output.Result(report, report.Draw);
            return report.Holds ? 0 : 1;
        }
        catch (Exception reason) when (reason is RostraException or IOException or StartRefusedException)
        {
            Output.Failure(reason.Message);
            return 2;
        }
    }

    private Task<SheetReport> Measure(ParseResult parsed, IStage stage, CancellationToken cancellation)
    {
        var name = parsed.GetValue(_workload)!;
        var seconds = parsed.GetValue(_seconds) ?? Seconds.GetValueOrDefault(name, SecondsElse);
        var choices = new Choices(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(parsed.GetValue(_warmUp)), parsed.GetValue(_reps), parsed.GetValue(_pin));
        return name switch
        {
            "w4" => new IdleRun(parsed.GetValue(_connections), choices, stage).Run(cancellation),
            "w5" => new PagesRun(parsed.GetValue(_messages), choices, stage).Run(cancellation),
            "w6" => new SteadyRun(parsed.GetValue(_perSecond), choices, stage).Run(cancellation),
            "w8" => new TalkRun(parsed.GetValue(_file)!, parsed.GetValue(_limit) ?? int.MaxValue, choices, stage).Run(cancellation),
            "w9" => new ScaleRun(choices, stage).Run(cancellation),
            _ => new TrafficRun(Traffic(name, parsed.GetValue(_window)), choices, stage).Run(cancellation),
        };
    }

    private static Workload Traffic(string name, int? window)
    {
        var usual = Workload.All.First(workload => workload.Name == name);
        return usual with { Window = window ?? usual.Window };
    }
}

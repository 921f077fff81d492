using System.CommandLine;
using System.Globalization;
using Rostra.Clients;
using Rostra.Crash;
using Rostra.Terminal;
using Spectre.Console;

namespace Rostra.SlowReaders;

/// <summary><c>slow-readers</c> on the command line.</summary>
internal sealed class SlowReadersCommand : Command
{
    private const double Mebibyte = 1024 * 1024;
    private readonly Option<int> _readers = new("--readers") { Description = "How many sockets read one room.", DefaultValueFactory = _ => 500 };
    private readonly Option<int> _slow = new("--slow") { Description = "How many of them read badly.", DefaultValueFactory = _ => 50 };
    private readonly Option<Pace> _kind = new("--kind") { Description = "How badly: stopped or dripping.", DefaultValueFactory = _ => Pace.Stopped };
    private readonly Option<int> _rounds = new("--rounds") { Description = "How often it is compared.", DefaultValueFactory = _ => 3 };
    private readonly Option<int> _seconds = new("--seconds") { Description = "How long everybody reads, and then some do not, in each round.", DefaultValueFactory = _ => 25 };
    private readonly Option<int> _perSecond = new("--per-second") { Description = "Messages in a second.", DefaultValueFactory = _ => 10 };
    private readonly Option<int> _length = new("--length") { Description = "Characters of a message.", DefaultValueFactory = _ => 1_000 };
    private readonly Option<string> _app = new("--app") { Description = "Rostra.Standalone.dll.", DefaultValueFactory = _ => CrashCommand.BuiltBeside() };
    private readonly Option<bool> _json = new("--json") { Description = "The result as one line of JSON." };

    public SlowReadersCommand()
        : base("slow-readers", "Has some of many readers of a room stop reading, and compares how soon the others hear of a message with and without them.")
    {
        foreach (var option in new Option[] { _readers, _slow, _kind, _rounds, _seconds, _perSecond, _length, _app, _json }) Add(option);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = new Output(parsed.GetValue(_json));
        var options = new SlowReadersOptions(
            parsed.GetValue(_app)!, parsed.GetValue(_readers), parsed.GetValue(_slow), parsed.GetValue(_kind), parsed.GetValue(_rounds),
            TimeSpan.FromSeconds(parsed.GetValue(_seconds)), parsed.GetValue(_perSecond), parsed.GetValue(_length));
        try
        {
            var rounds = await new SlowReadersRun(options, output.Stage).Run(cancellation);
            output.Result(rounds, console => Draw(console, rounds, options.Slow));
            return rounds.All(round => round.Closed == options.Slow) ? 0 : 1;
        }
        catch (RostraException reason)
        {
            Output.Failure(reason.Message);
            return 2;
        }
    }

    private static void Draw(IAnsiConsole console, IReadOnlyList<Round> rounds, int slow)
    {
        var table = new Table().AddColumns("p50, p99 in ms, all read", "p50, p99 in ms, some do not", "p99 ratio", $"closed of {slow}", "after s, median and max", "server's MiB, then at most");
        foreach (var round in rounds)
        {
            table.AddRow(
                Figure($"{round.P50:N2}, {round.P99:N2}"), Figure($"{round.P50Slow:N2}, {round.P99Slow:N2}"), Figure($"{round.Ratio:N2}"), Figure($"{round.Closed}"),
                Figure($"{round.ClosedAfterMedian:N1}, {round.ClosedAfterMax:N1}"), Figure($"{round.Bytes / Mebibyte:N0}, {round.BytesPeak / Mebibyte:N0}"));
        }

        console.Write(table);
        var ratios = rounds.Select(round => round.Ratio).Order().ToArray();
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median ratio of p99: {ratios[ratios.Length / 2]:N2}; {rounds.Sum(round => round.Deliveries):N0} deliveries"));

        static string Figure(FormattableString figure) => figure.ToString(CultureInfo.InvariantCulture);
    }
}

using System.CommandLine;
using System.Globalization;
using Rostra.Clients;
using Rostra.Terminal;
using Spectre.Console;

namespace Rostra.Soak;

/// <summary><c>soak</c> on the command line.</summary>
internal sealed class SoakCommand : Command
{
    private readonly Option<int> _silos = new("--silos") { Description = "How many silos.", DefaultValueFactory = _ => 3 };
    private readonly Option<int> _gateways = new("--gateways") { Description = "How many gateways.", DefaultValueFactory = _ => 2 };
    private readonly Option<int> _minutes = new("--minutes") { Description = "How long.", DefaultValueFactory = _ => 30 };
    private readonly Option<int> _cpu = new("--cpu") { Description = "How busy the machine is made, in percent of all cores.", DefaultValueFactory = _ => 90 };
    private readonly Option<int> _people = new("--people") { Description = "How many people write, each in a room of their own.", DefaultValueFactory = _ => 8 };
    private readonly Option<bool> _json = new("--json") { Description = "The result as one line of JSON." };

    public SoakCommand()
        : base("soak", "Leaves a cluster alone on a machine that is kept busy, and sees that no silo is taken for dead (exit code 1 if one is, or if a message is lost).")
    {
        foreach (var option in new Option[] { _silos, _gateways, _minutes, _cpu, _people, _json }) Add(option);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = new Output(parsed.GetValue(_json));
        var options = new SoakOptions(
            parsed.GetValue(_silos), parsed.GetValue(_gateways), parsed.GetValue(_minutes), parsed.GetValue(_cpu) / 100.0, parsed.GetValue(_people));
        try
        {
            var report = await new SoakRun(options, output.Stage).Run(cancellation);
            output.Result(report, console => Draw(console, report));
            return report.Evicted.Count == 0 && report.Missing == 0 ? 0 : 1;
        }
        catch (RostraException reason)
        {
            Output.Failure(reason.Message);
            return 2;
        }
    }

    private static void Draw(IAnsiConsole console, SoakReport report)
    {
        var table = new Table().AddColumns("CPU median, lowest 5 %", "acknowledged", "p50, p99, longest in ms", "sent again", "missing", "taken for dead");
        table.AddRow(
            Figure($"{report.CpuMedian:P0}, {report.CpuLowest5:P0}"), Figure($"{report.Acked:N0}"), Figure($"{report.AckP50:N1}, {report.AckP99:N0}, {report.AckMax:N0}"),
            Figure($"{report.Repeated}"), Figure($"{report.Missing}"), report.Evicted.Count == 0 ? "nobody" : string.Join(", ", report.Evicted));
        console.Write(table);

        static string Figure(FormattableString figure) => figure.ToString(CultureInfo.InvariantCulture);
    }
}

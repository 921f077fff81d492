using System.CommandLine;
using System.Globalization;
using Rostra.Clients;
using Rostra.Terminal;
using Spectre.Console;

namespace Rostra.Storm;

/// <summary><c>storm</c> on the command line.</summary>
internal sealed class StormCommand : Command
{
    private const double Mebibyte = 1024 * 1024;
    private readonly Option<int> _sockets = new("--sockets") { Description = "How many sockets are cut.", DefaultValueFactory = _ => 5_000 };
    private readonly Option<int?> _accounts = new("--accounts") { Description = "How many people they belong to; each of them costs a password's hash. As many as sockets when not given." };
    private readonly Option<int> _rooms = new("--rooms") { Description = "How many rooms there are.", DefaultValueFactory = _ => 500 };
    private readonly Option<int> _roomsOfOne = new("--rooms-of-one") { Description = "How many of them each person is in.", DefaultValueFactory = _ => 4 };
    private readonly Option<int> _limit = new("--limit") { Description = "Seconds after which it is given up.", DefaultValueFactory = _ => 90 };
    private readonly Option<string?> _directory = new("--directory") { Description = "Where the cluster's logs and data go and stay." };
    private readonly Option<bool> _json = new("--json") { Description = "The result as one line of JSON." };

    public StormCommand()
        : base("storm", "Cuts thousands of sockets at two gateways of a cluster of its own at one moment, and measures how they come back. Exit code 0: all have caught up.")
    {
        foreach (var option in new Option[] { _sockets, _accounts, _rooms, _roomsOfOne, _limit, _directory, _json }) Add(option);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = new Output(parsed.GetValue(_json));
        var sockets = parsed.GetValue(_sockets);
        var options = new StormOptions(
            sockets, parsed.GetValue(_accounts) ?? sockets, parsed.GetValue(_rooms), parsed.GetValue(_roomsOfOne), TimeSpan.FromSeconds(parsed.GetValue(_limit)),
            parsed.GetValue(_directory));
        try
        {
            var report = await new StormRun(options, output.Stage).Run(cancellation);
            output.Result(report, console => Draw(console, report));
            return report.Missing == 0 ? 0 : 1;
        }
        catch (RostraException reason)
        {
            Output.Failure(reason.Message);
            return 2;
        }
    }

    private static void Draw(IAnsiConsole console, StormReport report)
    {
        var table = new Table().AddColumns("", "");
        Row("caught up after s: p50, p99, max", $"{report.CaughtUpAfterP50:N1}, {report.CaughtUpAfterP99:N1}, {report.CaughtUpAfterMax:N1}");
        Row("not caught up", $"{report.Missing} of {report.Sockets}");
        Row("dials, refused at the door, hellos in vain", $"{report.Dials}, {report.Refused}, {report.Ungreeted}");
        Row("frames heard", $"{report.Heard}");
        Row("transactions beyond the usual, rooms", $"{report.Transactions}, {report.Rooms}");
        Row("processor seconds: gateways, silos, driver", $"{report.GatewaySeconds:N1}, {report.SiloSeconds:N1}, {report.DriverSeconds:N1}");
        Row("a gateway's, a silo's MiB at most", $"{report.GatewayBytesMax / Mebibyte:N0}, {report.SiloBytesMax / Mebibyte:N0}");
        Row("quiet rooms p50, p99 in ms, before", $"{report.QuietP50:N1}, {report.QuietP99:N1}");
        Row("and during the storm", $"{report.StormP50:N1}, {report.StormP99:N1}; sockets lost {report.QuietLost}");
        console.Write(table);

        void Row(string what, FormattableString figures) => table.AddRow(new Text(what), new Text(figures.ToString(CultureInfo.InvariantCulture)));
    }
}

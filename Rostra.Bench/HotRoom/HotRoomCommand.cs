using System.CommandLine;
using System.Globalization;
using Rostra.Clients;
using Rostra.Terminal;
using Spectre.Console;

namespace Rostra.HotRoom;

/// <summary><c>hot-room</c> on the command line.</summary>
internal sealed class HotRoomCommand : Command
{
    private const double Mebibyte = 1024 * 1024;
    private readonly Option<int> _members = new("--members") { Description = "How many are in the room and listen.", DefaultValueFactory = _ => 1_000 };
    private readonly Option<int> _speakers = new("--speakers") { Description = "How many of them speak, in turn.", DefaultValueFactory = _ => 50 };
    private readonly Option<int> _perSecond = new("--per-second") { Description = "Messages in a second.", DefaultValueFactory = _ => 100 };
    private readonly Option<int> _seconds = new("--seconds") { Description = "How long nothing is said there, and then as long something.", DefaultValueFactory = _ => 20 };
    private readonly Option<int> _rounds = new("--rounds") { Description = "How often it is compared.", DefaultValueFactory = _ => 3 };
    private readonly Option<string?> _directory = new("--directory") { Description = "Where the cluster's logs and data go and stay." };
    private readonly Option<bool> _json = new("--json") { Description = "The result as one line of JSON." };

    public HotRoomCommand()
        : base("hot-room", "Lets much be said in one room of a cluster of its own to which many listen, and compares how long messages take in quiet rooms without and with it.")
    {
        foreach (var option in new Option[] { _members, _speakers, _perSecond, _seconds, _rounds, _directory, _json }) Add(option);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = new Output(parsed.GetValue(_json));
        var options = new HotRoomOptions(
            parsed.GetValue(_members), parsed.GetValue(_speakers), parsed.GetValue(_perSecond), TimeSpan.FromSeconds(parsed.GetValue(_seconds)), parsed.GetValue(_rounds),
            parsed.GetValue(_directory));
        try
        {
            var rounds = await new HotRoomRun(options, output.Stage).Run(cancellation);
            output.Result(rounds, console => Draw(console, rounds));
            return rounds.All(round => round is { Failed: 0, Unheard: 0, Lost: 0 }) ? 0 : 1;
        }
        catch (RostraException reason)
        {
            Output.Failure(reason.Message);
            return 2;
        }
    }

    private static void Draw(IAnsiConsole console, IReadOnlyList<HotRound> rounds)
    {
        var table = new Table().AddColumns(
            "quiet p50, p99 in ms", "beside the hot room", "p99 ratio", "hot: ack p50, p99", "heard p50, p99, max", "sent, failed", "unheard", "lost", "cpu s: gateways, silos, driver", "MiB: gateway, silo");
        foreach (var round in rounds)
        {
            table.AddRow(
                Figure($"{round.QuietP50:N1}, {round.QuietP99:N1}"), Figure($"{round.QuietP50Hot:N1}, {round.QuietP99Hot:N1}"), Figure($"{round.Ratio:N2}"),
                Figure($"{round.AckP50:N1}, {round.AckP99:N1}"), Figure($"{round.HotP50:N1}, {round.HotP99:N1}, {round.HotMax:N1}"), Figure($"{round.Sent}, {round.Failed}"),
                Figure($"{round.Unheard}"), Figure($"{round.Lost}"), Figure($"{round.GatewaySeconds:N1}, {round.SiloSeconds:N1}, {round.DriverSeconds:N1}"),
                Figure($"{round.GatewayBytesMax / Mebibyte:N0}, {round.SiloBytesMax / Mebibyte:N0}"));
        }

        console.Write(table);

        static string Figure(FormattableString figure) => figure.ToString(CultureInfo.InvariantCulture);
    }
}

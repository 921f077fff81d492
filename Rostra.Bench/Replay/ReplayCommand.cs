using System.CommandLine;
using System.Globalization;
using Rostra.Clients;
using Rostra.Terminal;
using Spectre.Console;

namespace Rostra.Replay;

/// <summary><c>replay</c> on the command line.</summary>
internal sealed class ReplayCommand : Command
{
    private readonly Option<Uri> _url = new("--url") { Description = "The address of a running Rostra.", CustomParser = Address.Parse, DefaultValueFactory = _ => new("http://localhost:5080") };
    private readonly Option<string> _file = new("--file") { Description = "The conversation: .jsonl or .jsonl.gz, a line {at, nick, text, kind} each.", Required = true };
    private readonly Option<int?> _limit = new("--limit") { Description = "Only the first so many lines." };
    private readonly Option<RoomCut> _rooms = new("--rooms") { Description = "A room for each year, each month, or one for all.", HelpName = "year|month|one", DefaultValueFactory = _ => RoomCut.Year };
    private readonly Option<string> _title = new("--title") { Description = "What the rooms' names begin with.", DefaultValueFactory = _ => "replay" };
    private readonly Option<string> _seed = new("--password-seed") { Description = "What the people's passwords are derived from.", DefaultValueFactory = _ => "rostra-replay" };
    private readonly Option<int> _sockets = new("--sockets") { Description = "How many sockets are open at once.", DefaultValueFactory = _ => 128 };
    private readonly Option<int> _roomsAtOnce = new("--rooms-at-once") { Description = "How many rooms are talked in at once.", DefaultValueFactory = _ => 6 };
    private readonly Option<string?> _database = new("--connection-string") { Description = "Postgres, to measure the size on disk." };
    private readonly Option<bool> _json = new("--json") { Description = "The result as one line of JSON." };

    public ReplayCommand()
        : base("replay", "Plays a recorded conversation through a running Rostra as its people, then reads it back and checks every line. Run again, it adds nothing; stopped, it goes on.")
    {
        foreach (var option in new Option[] { _url, _file, _limit, _rooms, _title, _seed, _sockets, _roomsAtOnce, _database, _json }) Add(option);
        foreach (var positive in new Option[] { _limit, _sockets, _roomsAtOnce })
        {
            positive.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int?>() < 1) result.AddError($"{positive.Name} is at least 1.");
            });
        }

        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = new Output(parsed.GetValue(_json));
        try
        {
            var report = await new ReplayRun(Chosen(parsed), output.Stage).Run(cancellation);
            output.Result(report, console => Draw(console, report));
            return report.Holds ? 0 : 1;
        }
        catch (RostraException reason)
        {
            Output.Failure(reason.Message);
            return 2;
        }
    }

    private ReplayOptions Chosen(ParseResult parsed) => new(parsed.GetValue(_url)!, parsed.GetValue(_file)!)
    {
        Cut = parsed.GetValue(_rooms),
        Limit = parsed.GetValue(_limit) ?? int.MaxValue,
        Title = parsed.GetValue(_title)!,
        PasswordSeed = parsed.GetValue(_seed)!,
        Sockets = parsed.GetValue(_sockets),
        RoomsAtOnce = parsed.GetValue(_roomsAtOnce),
        ConnectionString = parsed.GetValue(_database),
    };

    private static void Draw(IAnsiConsole console, ReplayReport report)
    {
        foreach (var line in report.Refused) console.WriteLine($"not sent: line {line.Number}: {line.Reason}");
        foreach (var fault in report.Faults) console.WriteLine($"FAULT {fault}");

        var table = new Table().AddColumn("what").AddColumn(new TableColumn("figure").RightAligned());
        Row("lines sent, of people, in rooms", $"{report.Lines:N0}, {report.People:N0}, {report.Rooms:N0}");
        Row("lines not sent (refused by the rules)", $"{report.Refused.Count:N0}");
        Row("new, already there, repeated sends", $"{report.New:N0}, {report.AlreadyThere:N0}, {report.Repeated:N0}");
        Row("messages/s, over seconds", $"{report.MessagesPerSecond:N0}, {report.SendSeconds:N1}");
        Row("ack p50, p99 in ms", $"{report.AckP50Ms:N1}, {report.AckP99Ms:N1}");
        Row("seconds in all", $"{report.TotalSeconds:N1}");
        if (report.DiskBytesPerMessage is { } bytes) Row("bytes on disk per message", $"{bytes:N0}");
        Row("stored once, as sent, in order", $"{report.Stored:N0}");
        Row("faults", $"{report.FaultCount:N0}");
        console.Write(table);
        console.WriteLine(report.Holds ? "verified: everything is there, once, in order" : "NOT verified: see the faults above");

        void Row(string what, FormattableString figure) => table.AddRow(new Text(what), new Text(figure.ToString(CultureInfo.InvariantCulture)));
    }
}

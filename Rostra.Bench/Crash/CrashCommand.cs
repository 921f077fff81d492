using System.CommandLine;
using System.Globalization;
using Rostra.Clients;
using Rostra.Terminal;
using Spectre.Console;

namespace Rostra.Crash;

/// <summary><c>crash</c> on the command line.</summary>
internal sealed class CrashCommand : Command
{
    private const int FindingsShown = 50;
    private readonly Option<int> _rounds = Count("--rounds", "How often everything is killed.", 20);
    private readonly Option<int?> _seed = new("--seed") { Description = "Of the kills' moments; random, and printed, when not given." };
    private readonly Option<int> _writers = Count("--writers", "How many write, in two rooms each.", 16);
    private readonly Option<int> _readers = Count("--readers", "How many read all rooms and react.", 4);
    private readonly Option<int> _rooms = Count("--rooms", "How many rooms.", 4);
    private readonly Option<string> _app = new("--app") { Description = "Rostra.Standalone.dll.", DefaultValueFactory = _ => BuiltBeside() };
    private readonly Option<bool> _json = new("--json") { Description = "The result as one line of JSON." };

    public CrashCommand()
        : base("crash", "Kills a Rostra of its own, with its Postgres, at random moments under load, and checks that no acknowledged message is lost, doubled or out of order.")
    {
        foreach (var option in new Option[] { _rounds, _seed, _writers, _readers, _rooms, _app, _json }) Add(option);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = new Output(parsed.GetValue(_json));
        var seed = parsed.GetValue(_seed) ?? Random.Shared.Next();
        var options = new CrashOptions(
            parsed.GetValue(_app)!, parsed.GetValue(_rounds), seed, parsed.GetValue(_writers), parsed.GetValue(_readers), parsed.GetValue(_rooms));
        output.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        try
        {
            var report = await new CrashRun(options, output.Stage).Run(cancellation);
            output.Result(report, console => Draw(console, report));
            return report.Holds ? 0 : 1;
        }
        catch (RostraException reason)
        {
            Output.Failure(reason.Message);
            return 2;
        }
    }

    private static void Draw(IAnsiConsole console, CrashReport report)
    {
        foreach (var finding in report.Findings.Take(FindingsShown)) console.WriteLine(finding);

        var table = new Table().AddColumn("what").AddColumn(new TableColumn("figure").RightAligned());
        Row("kills", $"{report.Rounds:N0}");
        Row("messages sent, acknowledged, stored", $"{report.Sent:N0}, {report.Acknowledged:N0}, {report.Stored:N0}");
        Row("repeats that the server recognised", $"{report.Repeats:N0}");
        Row("views that had to start anew", $"{report.Resets:N0}");
        Row("start to first ack, median and max in s", $"{report.BackSecondsMedian:N1}, {report.BackSecondsMax:N1}");
        console.Write(table);
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"lost {report.Lost}, doubled {report.Doubled}, out of order {report.OutOfOrder}, differing {report.Differing}"));

        void Row(string what, FormattableString figure) => table.AddRow(new Text(what), new Text(figure.ToString(CultureInfo.InvariantCulture)));
    }

    private static Option<int> Count(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError($"{name} is at least 1.");
        });
        return option;
    }

    /// <summary>The one that was built as we were: <c>artifacts/bin/&lt;project&gt;/&lt;configuration&gt;</c>.</summary>
    public static string BuiltBeside()
    {
        var mine = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.GetFullPath(Path.Combine(mine.FullName, "..", "..", "Rostra.Standalone", mine.Name, "Rostra.Standalone.dll"));
    }
}

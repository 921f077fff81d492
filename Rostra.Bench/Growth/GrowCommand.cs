using System.CommandLine;
using System.Globalization;
using Rostra.Clients;
using Rostra.Growth.Charts;
using Rostra.Terminal;
using Spectre.Console;

namespace Rostra.Growth;

/// <summary><c>grow</c> on the command line.</summary>
internal sealed class GrowCommand : Command
{
    private static readonly string[] Names = ["members", "rooms-of-one", "messages", "rooms", "silos"];
    private readonly Option<string[]> _of = new("--of")
    {
        Description = "What grows: members of a room, rooms of one person, messages of a room, rooms of a silo, silos; unless given, each in turn.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => Names,
    };

    private readonly Option<int?> _upTo = new("--up-to") { Description = "The largest size; unless given 10,000, 1,000, 1,000,000, 10,000 and 4." };
    private readonly Option<int> _seconds = new("--seconds") { Description = "How long each size is measured.", DefaultValueFactory = _ => 10 };
    private readonly Option<string> _pictures = new("--pictures") { Description = "Where the pictures go, growth-….svg.", DefaultValueFactory = _ => Path.Combine("docs", "pictures") };
    private readonly Option<bool> _json = new("--json") { Description = "The results as a line of JSON each." };

    public GrowCommand()
        : base("grow", "Measures how costs grow with sizes, on a cluster of its own, and draws them.")
    {
        _of.AcceptOnlyFromAmong(Names);
        foreach (var option in new Option[] { _of, _upTo, _seconds, _pictures, _json }) Add(option);
        foreach (var positive in new Option[] { _upTo, _seconds })
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
        var (time, stage) = (TimeSpan.FromSeconds(parsed.GetValue(_seconds)), output.Stage);
        IGrowth[] all = [new MembersGrowth(time, stage), new RoomsOfOneGrowth(time, stage), new MessagesGrowth(time, stage), new RoomsGrowth(time, stage), new SilosGrowth(time, stage)];
        try
        {
            foreach (var growth in all.Where(growth => parsed.GetValue(_of)!.Contains(growth.Of)))
            {
                var report = await growth.Run(parsed.GetValue(_upTo), cancellation);
                Directory.CreateDirectory(parsed.GetValue(_pictures)!);
                await File.WriteAllTextAsync(Path.Combine(parsed.GetValue(_pictures)!, $"growth-{report.Of}.svg"), new SvgChart(report).ToString(), cancellation);
                output.Result(report, console => Draw(console, report));
            }

            return 0;
        }
        catch (Exception reason) when (reason is BenchException or IOException or StartRefusedException)
        {
            Output.Failure(reason.Message);
            return 2;
        }
    }

    private static void Draw(IAnsiConsole console, GrowthReport report)
    {
        var table = new Table().AddColumn(report.Grows);
        foreach (var key in report.Points[0].Figures.Keys) table.AddColumn(report.Lines.FirstOrDefault(line => line.Key == key)?.Title ?? key);
        foreach (var point in report.Points) table.AddRow([Number(point.At), .. point.Figures.Values.Select(Number)]);
        console.WriteLine(report.Title);
        console.Write(table);

        static string Number(double number) => number.ToString(Math.Abs(number) < 100 && number % 1 != 0 ? "N1" : "N0", CultureInfo.InvariantCulture);
    }
}

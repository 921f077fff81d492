using System.CommandLine;
using System.Globalization;
using Rostra.Clients;
using Rostra.Terminal;
using Spectre.Console;

namespace Rostra.Retention;

/// <summary><c>retention</c> on the command line.</summary>
internal sealed class RetentionCommand : Command
{
    private const double Mebibyte = 1024 * 1024;
    private readonly Option<int> _messages = new("--messages") { Description = "Messages that are too old.", DefaultValueFactory = _ => 200_000 };
    private readonly Option<int> _perSecond = new("--per-second") { Description = "Messages sent to the same room in a second.", DefaultValueFactory = _ => 50 };
    private readonly Option<int> _seconds = new("--seconds") { Description = "How long sends are measured before anything is removed.", DefaultValueFactory = _ => 20 };
    private readonly Option<bool> _json = new("--json") { Description = "The result as one line of JSON." };

    public RetentionCommand()
        : base("retention", "Has a room's old messages removed while people speak in it: how fast, what the speakers feel, and what becomes of the disk.")
    {
        foreach (var option in new Option[] { _messages, _perSecond, _seconds, _json }) Add(option);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = new Output(parsed.GetValue(_json));
        try
        {
            var options = new RetentionOptions(parsed.GetValue(_messages), parsed.GetValue(_perSecond), TimeSpan.FromSeconds(parsed.GetValue(_seconds)));
            var report = await new RetentionRun(options, output.Stage).Run(cancellation);
            output.Result(report, console => Draw(console, report));
            return report.Refused == 0 ? 0 : 1;
        }
        catch (Exception reason) when (reason is RostraException or BenchException or StartRefusedException)
        {
            Output.Failure(reason.Message);
            return 2;
        }
    }

    private static void Draw(IAnsiConsole console, RetentionReport report)
    {
        var table = new Table().AddColumns("", "p50, p99, most in ms");
        table.AddRow("a send, before", Figure($"{report.AckP50:N1}, {report.AckP99:N1}, {report.AckMax:N0}"));
        table.AddRow("a send, while the room is trimmed", Figure($"{report.AckP50Trimming:N1}, {report.AckP99Trimming:N1}, {report.AckMaxTrimming:N0}"));
        console.Write(table);
        console.WriteLine(Figure($"{report.Messages:N0} messages removed in {report.Seconds:N1} s, {report.PerSecond:N0} a second; {report.Sends:N0} sends meanwhile and before, {report.Refused} refused"));
        console.WriteLine(Figure($"messages with indexes: {report.BytesFull / Mebibyte:N0} MiB, vacuumed in {report.VacuumSeconds:N1} s {report.BytesVacuumed / Mebibyte:N0} MiB, with as many new ones {report.BytesRefilled / Mebibyte:N0} MiB: {report.Reused:P0} of the disk was used again"));

        static string Figure(FormattableString figure) => figure.ToString(CultureInfo.InvariantCulture);
    }
}

using System.CommandLine;
using System.Globalization;
using Rostra.Clients;
using Rostra.Terminal;
using Spectre.Console;

namespace Rostra.Compare;

/// <summary><c>compare</c> on the command line.</summary>
internal sealed class CompareCommand : Command
{
    private readonly Option<string> _workload = new("--workload") { Description = "w1: one room of 500; w2: 50 rooms of 10; w3: one room of 10 who never pause.", Required = true };
    private readonly Option<int?> _window = new("--window") { Description = "Messages of one speaker under way; unless given, the workload's own (w1: 16, w2: 1, w3: 64)." };
    private readonly Option<int> _seconds = new("--seconds") { Description = "How long each round is measured.", DefaultValueFactory = _ => 10 };
    private readonly Option<int> _warmUp = new("--warm-up") { Description = "Seconds of each round before anything is measured: a process that has just started compiles its own code meanwhile.", DefaultValueFactory = _ => 10 };
    private readonly Option<int> _reps = new("--reps") { Description = "Rounds of each system; the medians count.", DefaultValueFactory = _ => 3 };
    private readonly Option<bool> _json = new("--json") { Description = "The result as one line of JSON." };

    public CompareCommand()
        : base("compare", "Measures Rostra beside a plain chat of SignalR, its Redis backplane and Postgres, in turn, on this machine; both with the same stores and the same driver.")
    {
        _workload.AcceptOnlyFromAmong([.. Workload.All.Select(workload => workload.Name)]);
        foreach (var option in new Option[] { _workload, _window, _seconds, _warmUp, _reps, _json }) Add(option);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var output = new Output(parsed.GetValue(_json));
        var workload = Workload.All.First(workload => workload.Name == parsed.GetValue(_workload));
        var options = new CompareOptions(workload with { Window = parsed.GetValue(_window) ?? workload.Window }, TimeSpan.FromSeconds(parsed.GetValue(_seconds)), TimeSpan.FromSeconds(parsed.GetValue(_warmUp)), parsed.GetValue(_reps));
        try
        {
            var report = await new CompareRun(options, output.Stage).Run(cancellation);
            output.Result(report, console => Draw(console, report));
            return report.Lost + report.Doubled + report.OutOfOrder == 0 ? 0 : 1;
        }
        catch (Exception reason) when (reason is BenchException or IOException)
        {
            Output.Failure(reason.Message);
            return 2;
        }
    }

    private static void Draw(IAnsiConsole console, CompareReport report)
    {
        var table = new Table().AddColumns(report.Workload, "sends/s", "deliveries/s", "ack p50, p99 ms", "delivery p50, p99 ms", "CPU µs per send", "per delivery", "driver's CPU", "lost, doubled, out of order");
        Row("Rostra", report.Rostra);
        Row("SignalR + Redis + Npgsql", report.Peer);
        var ratio = report.Ratio;
        table.AddRow(
            "ratio", Figure($"{ratio.SendsPerSecond:N2}"), Figure($"{ratio.DeliveriesPerSecond:N2}"), Figure($"p99 {ratio.AckP99:N2}"), Figure($"p99 {ratio.DeliveryP99:N2}"),
            Figure($"{ratio.CpuPerSend:N2}"), Figure($"{ratio.CpuPerDelivery:N2}"), "", "");
        console.Write(table);
        console.WriteLine("Rostra runs with everything on; only the sends that one account may make are not limited.");

        void Row(string name, Figures figures) => table.AddRow(
            name, Figure($"{figures.SendsPerSecond:N0}"), Figure($"{figures.DeliveriesPerSecond:N0}"), Figure($"{figures.AckP50:N1}, {figures.AckP99:N1}"),
            Figure($"{figures.DeliveryP50:N1}, {figures.DeliveryP99:N1}"), Figure($"{figures.CpuPerSend:N0}"), Figure($"{figures.CpuPerDelivery:N1}"), Figure($"{figures.DriverCpu:P0}"),
            Figure($"{figures.Lost}, {figures.Doubled}, {figures.OutOfOrder}"));

        static string Figure(FormattableString figure) => figure.ToString(CultureInfo.InvariantCulture);
    }
}

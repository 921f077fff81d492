using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Rostra.Hosting;

namespace Rostra.Telemetry;

/// <summary><c>/metrics</c>, for Prometheus: OpenTelemetry gathers, and this writes it out when somebody asks. One at a time; it takes milliseconds.</summary>
internal sealed class MetricsPage : IManagementPages, IDisposable
{
    private const int CollectMillisecondsMax = 5_000;
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock _lock = new();
    private readonly Exporter _exporter = new();

    public MetricsPage() => Reader = new BaseExportingMetricReader(_exporter);

    /// <summary>What the gathering is to be told of.</summary>
    public MetricReader Reader { get; }

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/metrics", (RequestDelegate)(context =>
    {
        context.Response.ContentType = ContentType;
        return context.Response.WriteAsync(Text(), context.RequestAborted);
    }));

    public void Dispose() => _exporter.Dispose();

    private string Text()
    {
        lock (_lock)
        {
            _exporter.Text = "";
            _exporter.Collect?.Invoke(CollectMillisecondsMax);
            return _exporter.Text;
        }
    }

    [ExportModes(ExportModes.Pull)]
    private sealed class Exporter : BaseExporter<Metric>, IPullMetricExporter
    {
        public string Text { get; set; } = "";

        public Func<int, bool>? Collect { get; set; }

        public override ExportResult Export(in Batch<Metric> batch)
        {
            var metrics = new List<Metric>();
            foreach (var metric in batch)
            {
                metrics.Add(metric);
            }

            Text = PrometheusText.Of(metrics);
            return ExportResult.Success;
        }
    }
}

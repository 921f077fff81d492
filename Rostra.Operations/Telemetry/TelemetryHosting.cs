using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Rostra.Hosting;

namespace Rostra.Telemetry;

/// <summary>Gathers what this process and its libraries measure. Where nobody looks, nothing is gathered, and measuring costs a look at a null.</summary>
internal static class TelemetryHosting
{
    /// <summary>Our meter and our source of spans have one name.</summary>
    public const string Name = "Rostra";

    /// <summary>Series of one instrument; what is beyond it is counted together.</summary>
    private const int SeriesMax = 1_000;

    private static readonly string[] Meters =
    [
        Name, "Npgsql", "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http.Connections", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime",
    ];

    private static readonly string[] Sources =
        [Name, "Npgsql", "Microsoft.Orleans.Application", "Microsoft.AspNetCore", "Microsoft.AspNetCore.SignalR.Server"];

    /// <param name="role">What this process is: <c>gateway</c>, <c>silo</c> or <c>standalone</c>.</param>
    /// <param name="managementUrls">Where it shows <c>/metrics</c>; empty: nowhere.</param>
    public static void AddTelemetry(this IHostApplicationBuilder builder, string role, string managementUrls)
    {
        var options = builder.Configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new();
        var isScraped = !string.IsNullOrWhiteSpace(managementUrls);
        if (!isScraped && options.OtlpEndpoint.Length == 0)
        {
            return;
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService($"rostra-{role}", serviceInstanceId: $"{Environment.MachineName}:{Environment.ProcessId}"));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters).SetMaxMetricStreams(SeriesMax).AddView("*", new MetricStreamConfiguration { CardinalityLimit = SeriesMax });
            if (isScraped)
            {
                var page = new MetricsPage();
                builder.Services.AddSingleton<IManagementPages>(page);
                metrics.AddReader(page.Reader);
            }

            if (options.OtlpEndpoint.Length > 0)
            {
                metrics.AddOtlpExporter(otlp => Aim(otlp, options));
            }
        });
        if (options.OtlpEndpoint.Length > 0)
        {
            telemetry.WithTracing(traces => traces.AddSource(Sources).SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TracedShare))).AddOtlpExporter(otlp => Aim(otlp, options)));
        }
    }

    private static void Aim(OtlpExporterOptions otlp, TelemetryOptions options) => otlp.Endpoint = new Uri(options.OtlpEndpoint);
}

namespace Rostra.Telemetry;

/// <summary>Who is told what this process measures, besides <c>/metrics</c> of the management listener. Settings <c>Rostra:Telemetry:…</c>.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Rostra:Telemetry";

    /// <summary>Whether calls between nodes are to carry traces along.</summary>
    public static bool IsTracing(IConfiguration configuration) => configuration[$"{Section}:{nameof(OtlpEndpoint)}"] is { Length: > 0 };

    /// <summary>A collector that speaks OTLP over gRPC, such as <c>http://127.0.0.1:4317</c>; it is sent metrics and traces. Empty: none.</summary>
    public string OtlpEndpoint { get; set; } = "";

    /// <summary>The share of sends that are traced, where there is a collector: 1 is all of them.</summary>
    public double TracedShare { get; set; } = 1;
}

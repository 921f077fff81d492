using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rostra.Hosting;

/// <summary>What Rostra measures of itself and the spans it draws come from one meter and one source, by whose name exporters find them.</summary>
public static class Instruments
{
    public const string Name = "Rostra";

    /// <summary>Of counters and histograms. What is looked at when somebody asks belongs to a host, and comes from its <see cref="IMeterFactory"/>.</summary>
    public static Meter Meter { get; } = new(Name);

    public static ActivitySource Spans { get; } = new(Name);

    /// <summary>From a commit on a fast disk to what a person calls broken.</summary>
    public static InstrumentAdvice<double> Seconds { get; } = new()
    {
        HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    };

    /// <summary>How many went together.</summary>
    public static InstrumentAdvice<int> Together { get; } = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] };
}

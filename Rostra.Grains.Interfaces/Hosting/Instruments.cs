using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rostra.Hosting;

/// <summary>What Rostra measures of itself and the spans it draws come from one meter and one source, by whose name exporters find them.</summary>
public static class Instruments
{
    public const string Name = "Rostra";

    /// <summary>Others' spans that a span names.</summary>
    private const int LinksMax = 100;

    /// <summary>Of counters and histograms. What is looked at when somebody asks belongs to a host, and comes from its <see cref="IMeterFactory"/>.</summary>
    public static Meter Meter { get; } = new(Name);

    public static ActivitySource Spans { get; } = new(Name);

    /// <summary>From a commit on a fast disk to what a person calls broken.</summary>
    public static InstrumentAdvice<double> Seconds { get; } = new()
    {
        HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    };

    /// <summary>What asks for work now, to be named by the work when it is done elsewhere; nothing where nobody traces.</summary>
    public static ActivityContext Here => Spans.HasListeners() ? Activity.Current?.Context ?? default : default;

    /// <summary>A span below the first that asked for the work, linked to the others whose work went with it. Null: nobody traces.</summary>
    public static Activity? Below(string name, ActivityKind kind, IEnumerable<ActivityContext> asked)
    {
        if (!Spans.HasListeners())
        {
            return null;
        }

        var traced = asked.Where(context => context != default).Distinct().Take(1 + LinksMax).ToList();
        return traced.Count == 0 ? null : Spans.StartActivity(name, kind, traced[0], links: traced.Skip(1).Select(context => new ActivityLink(context)));
    }

    /// <summary>How many went together.</summary>
    public static InstrumentAdvice<int> Together { get; } = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] };
}

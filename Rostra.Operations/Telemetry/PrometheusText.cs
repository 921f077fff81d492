using System.Globalization;
using System.Text;
using OpenTelemetry.Metrics;

namespace Rostra.Telemetry;

/// <summary>Metrics in Prometheus's text format 0.0.4. Names follow OpenTelemetry's rules for it: dots become underscores, the unit is said, counters end in <c>_total</c>.</summary>
internal static class PrometheusText
{
    public static string Of(IEnumerable<Metric> metrics)
    {
        var text = new StringBuilder();
        foreach (var family in metrics.GroupBy(NameOf).OrderBy(family => family.Key, StringComparer.Ordinal))
        {
            var first = family.First();
            text.Append("# HELP ").Append(family.Key).Append(' ').Append(first.Description.ReplaceLineEndings(" ").Replace("\\", @"\\", StringComparison.Ordinal)).Append('\n');
            text.Append("# TYPE ").Append(family.Key).Append(' ').Append(TypeOf(first)).Append('\n');
            foreach (var metric in family.Where(metric => TypeOf(metric) == TypeOf(first)))
            {
                foreach (ref readonly var point in metric.GetMetricPoints())
                {
                    Write(text, family.Key, metric.MetricType, in point);
                }
            }
        }

        return text.ToString();
    }

    private static string NameOf(Metric metric)
    {
        var name = new StringBuilder(metric.Name.Length + 16);
        foreach (var letter in metric.Name)
        {
            name.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        }

        var unit = metric.Unit switch { "s" => "seconds", "ms" => "milliseconds", "By" => "bytes", _ => "" };
        if (unit.Length > 0 && !name.ToString().EndsWith(unit, StringComparison.Ordinal))
        {
            name.Append('_').Append(unit);
        }

        return metric.MetricType is MetricType.LongSum or MetricType.DoubleSum ? name.Append("_total").ToString() : name.ToString();
    }

    private static string TypeOf(Metric metric) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };

    private static void Write(StringBuilder text, string name, MetricType type, ref readonly MetricPoint point)
    {
        switch (type)
        {
            case MetricType.Histogram:
                WriteHistogram(text, name, in point);
                break;
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                Line(text, name, in point, point.GetSumLong());
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                Line(text, name, in point, point.GetSumDouble());
                break;
            case MetricType.LongGauge:
                Line(text, name, in point, point.GetGaugeLastValueLong());
                break;
            case MetricType.DoubleGauge:
                Line(text, name, in point, point.GetGaugeLastValueDouble());
                break;
        }
    }

    private static void WriteHistogram(StringBuilder text, string name, ref readonly MetricPoint point)
    {
        long below = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount; // Prometheus counts what is at most the bound, all buckets before it among them.
            Line(text, $"{name}_bucket", in point, below, bucket.ExplicitBound);
        }

        Line(text, $"{name}_sum", in point, point.GetHistogramSum());
        Line(text, $"{name}_count", in point, point.GetHistogramCount());
    }

    private static void Line(StringBuilder text, string name, ref readonly MetricPoint point, double value, double? bound = null)
    {
        text.Append(name);
        var separator = '{';
        foreach (var (key, tag) in point.Tags)
        {
            Label(text, ref separator, key, Convert.ToString(tag, CultureInfo.InvariantCulture) ?? "");
        }

        if (bound is { } most)
        {
            Label(text, ref separator, "le", Number(most));
        }

        text.Append(separator == ',' ? "} " : " ").Append(Number(value)).Append('\n');
    }

    private static void Label(StringBuilder text, ref char separator, string key, string value)
    {
        text.Append(separator);
        separator = ',';
        foreach (var letter in key)
        {
            text.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        }

        text.Append("=\"").Append(value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : double.IsNaN(value) ? "NaN" : value.ToString("R", CultureInfo.InvariantCulture);
}

namespace Rostra.Compare;

/// <summary>One measurement of one system, or the medians of several. Times in ms, processor time of all its processes in µs.</summary>
/// <param name="DriverCpu">Of the time of one core, what the driver took.</param>
internal sealed record Figures(
    double SendsPerSecond, double DeliveriesPerSecond, double AckP50, double AckP99, double DeliveryP50, double DeliveryP99, double CpuPerSend, double CpuPerDelivery,
    double DriverCpu, long Refused, long Lost, long Doubled, long OutOfOrder)
{
    /// <summary>Of each figure its median; what went wrong is added up.</summary>
    public static Figures Of(IReadOnlyList<Figures> rounds)
    {
        return new(
            Middle(one => one.SendsPerSecond), Middle(one => one.DeliveriesPerSecond), Middle(one => one.AckP50), Middle(one => one.AckP99), Middle(one => one.DeliveryP50),
            Middle(one => one.DeliveryP99), Middle(one => one.CpuPerSend), Middle(one => one.CpuPerDelivery), Middle(one => one.DriverCpu),
            rounds.Sum(one => one.Refused), rounds.Sum(one => one.Lost), rounds.Sum(one => one.Doubled), rounds.Sum(one => one.OutOfOrder));

        double Middle(Func<Figures, double> which) => rounds.Select(which).Order().ElementAt(rounds.Count / 2);
    }
}

/// <summary>How many times the peer's figure.</summary>
internal sealed record Ratio(double SendsPerSecond, double DeliveriesPerSecond, double CpuPerSend, double CpuPerDelivery, double AckP99, double DeliveryP99);

internal sealed record CompareReport(string Workload, int Window, Figures Rostra, Figures Peer, long Lost, long Doubled, long OutOfOrder)
{
    public Ratio Ratio => new(
        Rostra.SendsPerSecond / Peer.SendsPerSecond, Rostra.DeliveriesPerSecond / Peer.DeliveriesPerSecond, Rostra.CpuPerSend / Peer.CpuPerSend,
        Rostra.CpuPerDelivery / Peer.CpuPerDelivery, Rostra.AckP99 / Peer.AckP99, Rostra.DeliveryP99 / Peer.DeliveryP99);
}

namespace Rostra.Replay;

/// <summary>What a replay brought, and whether what the server shows afterwards is what was sent.</summary>
internal sealed record ReplayReport(
    int Lines, int People, int Rooms, int New, int AlreadyThere, int Repeated, int Stored, int FaultCount,
    double SendSeconds, double MessagesPerSecond, double AckP50Ms, double AckP99Ms, double TotalSeconds,
    IReadOnlyList<RefusedLine> Refused, IReadOnlyList<string> Faults, long? DiskBytes = null, double? DiskBytesPerMessage = null)
{
    /// <summary>Processor time of the server, in µs, where it was looked at.</summary>
    public double? CpuPerMessage { get; init; }

    /// <summary>Every line that the rules accept is stored once, as it was, in its author's order; nothing else was found wrong.</summary>
    public bool Holds => FaultCount == 0 && Stored == Lines;
}

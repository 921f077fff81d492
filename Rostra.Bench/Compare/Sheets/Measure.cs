namespace Rostra.Compare;

/// <summary>A figure of a workload.</summary>
/// <param name="Key">Its name in JSON.</param>
/// <param name="Title">For people, with its unit.</param>
/// <param name="Decimals">That people are shown.</param>
/// <param name="IsCompared">Whether Rostra's is divided by the peer's.</param>
internal sealed record Measure(string Key, string Title, int Decimals = 0, bool IsCompared = true);

namespace Rostra.Hosting;

/// <summary>
/// How soon the nodes of a cluster find out about each other, and what they wait for. Settings <c>Rostra:Cluster:…</c>, for silos and gateways alike. The figures
/// belong together: see docs/reliability.md before changing one.
/// </summary>
public sealed class ClusterTimes
{
    public const string Section = "Rostra:Cluster";

    /// <summary>Silos ask each other so often whether they live, and wait so long for the answer at first.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Orleans learns how long answers take; it never waits longer than this.</summary>
    public TimeSpan ProbeTimeoutMax { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>So many answers missing in a row, and a silo is voted dead. With <see cref="ProbeTimeoutMax"/> it makes the window in which a message from the silo vetoes that.</summary>
    public int MissedProbesMax { get; set; } = 3;

    /// <summary>Whether a connection that brought messages lately vetoes an eviction: a busy silo answers no probe, but its other messages come.</summary>
    public bool ConnectionVeto { get; set; } = true;

    /// <summary>Whether the last probe goes through another silo, so that a broken link between two evicts neither.</summary>
    public bool IndirectProbes { get; set; } = true;

    /// <summary>How often Orleans reads the membership table, besides what silos tell each other.</summary>
    public TimeSpan TableRefreshEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often a silo writes into the table that it lives. Three times this, and what a crash of the whole site left behind holds up nobody; and a silo that is cut off with the table, but
    /// without most others, need not wait for their votes.
    /// </summary>
    public TimeSpan AliveEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A grain call that takes longer has an unknown outcome; those that say so themselves have 2 s.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>How often a gateway reads which silos there are.</summary>
    public TimeSpan SiloListEvery { get; set; } = TimeSpan.FromSeconds(1);

    public TimeSpan OpenConnectionTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>After a connection could not be opened.</summary>
    public TimeSpan ConnectionRetryAfter { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>What waits for a gateway that is gone is kept so long.</summary>
    public TimeSpan GatewayForgottenAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Calls that may be at one grain; beyond it callers are told <c>busy</c>.</summary>
    public int CallsPerGrainMax { get; set; } = 1_000;

    /// <summary>Likewise at one of the workers that read.</summary>
    public int CallsPerWorkerMax { get; set; } = 5_000;

    /// <summary>What a stop may take, in all.</summary>
    public TimeSpan ShutdownMax { get; set; } = TimeSpan.FromSeconds(30);
}

namespace Rostra.Fencing;

/// <summary>How a silo watches whether it is still a member. Settings <c>Rostra:Fencing:…</c>.</summary>
internal sealed class FencingOptions
{
    public const string Section = "Rostra:Fencing";

    /// <summary>How often a silo looks at the membership table by itself.</summary>
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A look that takes longer counts as failed.</summary>
    public TimeSpan LookTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>With the table unreadable for so long, a silo goes on only if it reaches most of the others.</summary>
    public TimeSpan SilenceMax { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>A table that was emptied, or went back, must be whole again within this time.</summary>
    public TimeSpan RepairMax { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Writes of one repair: each moves the table by one version.</summary>
    public int RepairStepsMax { get; set; } = 20_000;

    /// <summary>How long another silo's port may take to answer.</summary>
    public TimeSpan PeerTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a silo tells Postgres that it serves.</summary>
    public TimeSpan BeatEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Whose heart has not beaten for so long, while somebody looked, is dead.</summary>
    public TimeSpan BeatMissedFor { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>How long a starting silo waits for living ones that are not in the table, before it gives up.</summary>
    public TimeSpan JoinMax { get; set; } = TimeSpan.FromMinutes(2);
}

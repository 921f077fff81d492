namespace Rostra.Chaos;

/// <summary>How long, with how much, and what goes wrong.</summary>
internal sealed record ChaosOptions
{
    public int Seconds { get; init; } = 300;

    /// <summary>How long nothing goes wrong at first; a part of <see cref="Seconds"/>.</summary>
    public TimeSpan Ramp { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long people go on when all is healed. What they send after the first ten seconds must be acknowledged.</summary>
    public TimeSpan HealedLoad { get; init; } = TimeSpan.FromSeconds(16);

    /// <summary>How long nobody says anything before everything is read.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(15);

    public int Seed { get; init; }

    public int Silos { get; init; } = 2;

    public int Gateways { get; init; } = 2;

    public int Clients { get; init; } = 20;

    /// <summary>Windows beyond those, of npm's SignalR client.</summary>
    public int NpmClients { get; init; } = NpmWindow.Directory is null ? 0 : 3;

    /// <summary>Where histories and logs go. Null: a temporary place, kept only when something is wrong.</summary>
    public string? Directory { get; init; }

    /// <summary>A mistake that is planted in silos and gateways; needs their faulty build.</summary>
    public string? Mutant { get; init; }

    /// <summary>Silos and gateways of the faulty build, which can be told to end at certain points.</summary>
    public bool IsFaulty { get; init; }

    /// <summary>Each process has a network of its own, whose links can be cut. Needs root.</summary>
    public bool HasPartitions { get; init; } = Environment.IsPrivilegedProcess;

    /// <summary>Instead of what the seed chooses: these, one after the other.</summary>
    public IReadOnlyList<string> Injuries { get; init; } = [];
}

/// <summary>What came of a run.</summary>
internal sealed record ChaosReport(
    Outcome Outcome, int Seed, int Seconds, string? Mutant, bool HasPartitions, string Directory, double CheckSeconds, long Lines, long Events, Coverage Coverage,
    IReadOnlyList<Judgement> Judgements, Violation? Witness)
{
    public static ChaosReport Of(Run run, Verdict verdict, string directory, double checkSeconds) => new(
        verdict.Outcome, run.Facts.Seed, run.Facts.Seconds, run.Facts.Mutant, run.Facts.HasPartitions, directory, checkSeconds, run.Lines.Count,
        run.Lines.Sum(line => 1L + (line.Events?.Count ?? 0)), verdict.Coverage, verdict.Judgements, verdict.Witness);
}

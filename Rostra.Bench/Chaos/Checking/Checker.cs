namespace Rostra.Chaos;

/// <summary>Something that Rostra promises, and how a history shows that it was broken.</summary>
internal sealed record Invariant(int Number, string Name, Action<Material, Findings> Check);

/// <summary>Holds a run against every promise. Pure: the same run has the same verdict.</summary>
internal static class Checker
{
    public static readonly IReadOnlyList<Invariant> Invariants =
    [
        new(1, "durable", StoredChecks.Durable),
        new(2, "once", StoredChecks.Once),
        new(3, "no phantom", StoredChecks.NoPhantom),
        new(4, "dense", StoredChecks.Dense),
        new(5, "agreement", SeenChecks.Agreement),
        new(6, "in order, no hole, no repeat", StreamChecks.InOrder),
        new(7, "real time", OrderChecks.RealTime),
        new(8, "session order", OrderChecks.SessionOrder),
        new(9, "read your writes", OrderChecks.ReadYourWrites),
        new(10, "monotone", OrderChecks.Monotone),
        new(11, "no leak", SeenChecks.NoLeak),
        new(12, "right to write", StoredChecks.RightToWrite),
        new(13, "delete is final", StoredChecks.Final),
        new(14, "unread", PersonChecks.Unread),
        new(15, "fenced", SeenChecks.Fenced),
        new(16, "revocation", PersonChecks.Revoked),
        new(17, "bounded", EndChecks.Bounded),
        new(18, "live", EndChecks.Live),
        new(19, "state = fold", EndChecks.StateIsFold),
        new(20, "honest gap", StreamChecks.HonestGap),
    ];

    public static Verdict Check(Run run)
    {
        var material = new Material(run);
        var judgements = new List<Judgement>(Invariants.Count);
        foreach (var invariant in Invariants)
        {
            var findings = new Findings(invariant.Number);
            invariant.Check(material, findings);
            judgements.Add(new(invariant.Number, invariant.Name, findings.Looked, findings.Violations, findings.Shortest));
        }

        return new(judgements, Coverage.Of(material));
    }
}

/// <summary>What came of one invariant.</summary>
/// <param name="Looked">How many facts were held against it.</param>
internal sealed record Judgement(int Number, string Name, long Looked, long Violations, IReadOnlyList<Violation> Shortest);

internal enum Outcome
{
    Pass,

    /// <summary>Nothing was violated, but something was never put to the test.</summary>
    Weak,
    Fail,
}

/// <summary>What came of all of them.</summary>
internal sealed record Verdict(IReadOnlyList<Judgement> Judgements, Coverage Coverage)
{
    public Outcome Outcome =>
        Judgements.Any(judgement => judgement.Violations > 0) ? Outcome.Fail
        : Judgements.Any(judgement => judgement.Looked == 0) || Coverage.Missing.Any() ? Outcome.Weak
        : Outcome.Pass;

    /// <summary>The one to look at first: of all contradictions, the one with the fewest facts.</summary>
    public Violation? Witness => Judgements.SelectMany(judgement => judgement.Shortest.Take(1)).MinBy(violation => violation.Witness.Count);
}

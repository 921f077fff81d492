namespace Rostra.Chaos;

/// <summary>Which injury comes next: those that a verdict needs, one by one; then the other kinds, each once; after that all by their weight.</summary>
internal sealed class InjuryPlan(IReadOnlyList<Injury> injuries, Random random)
{
    private readonly List<string> _due = [.. injuries.OrderBy(injury => !injury.IsNeeded).ThenBy(_ => random.Next()).Select(injury => injury.Kind).Distinct()];

    /// <summary>What is needed has not all come yet.</summary>
    public bool IsAtItsBeginning => injuries.Any(injury => injury.IsNeeded && _due.Contains(injury.Kind));

    /// <summary>Null: everything that could be hurt is.</summary>
    /// <param name="hurt">Parts that are.</param>
    public Injury? Next(IReadOnlySet<string> hurt)
    {
        var possible = injuries.Where(injury => !hurt.Contains(injury.Part)).ToList();
        if (_due.Find(kind => possible.Exists(injury => injury.Kind == kind)) is { } due)
        {
            _due.Remove(due);
            possible.RemoveAll(injury => injury.Kind != due);
        }

        var lot = random.Next(Math.Max(1, possible.Sum(injury => injury.Weight)));
        return possible.Find(injury => (lot -= injury.Weight) < 0);
    }
}

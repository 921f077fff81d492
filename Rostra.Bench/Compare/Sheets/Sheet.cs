using Rostra.Clients;

namespace Rostra.Compare;

/// <summary>One measurement of one system, its figures by name; or the medians of several.</summary>
internal sealed record Sheet(OrderedDictionary<string, double> Figures, long Lost = 0, long Doubled = 0, long OutOfOrder = 0)
{
    /// <summary>Of each figure its median; what went wrong is added up. All have the same figures.</summary>
    /// <exception cref="BenchException">So little happened that something was divided by nothing.</exception>
    public static Sheet Of(IReadOnlyList<Sheet> rounds)
    {
        if (rounds.SelectMany(round => round.Figures).FirstOrDefault(figure => !double.IsFinite(figure.Value)).Key is { } unknown) throw new BenchException($"{unknown} is not known: nothing was answered.");
        return new(
            new(rounds[0].Figures.Keys.Select(key => KeyValuePair.Create(key, rounds.Select(round => round.Figures[key]).Order().ElementAt(rounds.Count / 2)))),
            rounds.Sum(one => one.Lost), rounds.Sum(one => one.Doubled), rounds.Sum(one => one.OutOfOrder));
    }

    /// <summary>With what went wrong, by name, behind the rest.</summary>
    public OrderedDictionary<string, double> WithFaults => new(Figures) { ["lost"] = Lost, ["doubled"] = Doubled, ["outOfOrder"] = OutOfOrder };

    /// <summary>How many times the other's, of each figure that is compared and that both have; where the other's is nothing, nothing is said.</summary>
    public OrderedDictionary<string, double> Over(Sheet other, IEnumerable<Measure> measures) => new(
        from measure in measures
        where measure.IsCompared && Figures.ContainsKey(measure.Key) && other.Figures.GetValueOrDefault(measure.Key) > 0
        select KeyValuePair.Create(measure.Key, Figures[measure.Key] / other.Figures[measure.Key]));
}

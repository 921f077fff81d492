using System.Globalization;

namespace Rostra.Growth.Charts;

/// <summary>Values on a line, each power of ten as far from the next; where there are few and small ones, evenly from 0.</summary>
internal sealed class Axis
{
    /// <summary>Below it powers of ten would show nothing.</summary>
    private const double EvenlyUpTo = 20;
    private const int StepsEvenly = 4;
    private readonly double _from;
    private readonly double _to;
    private readonly bool _isEven;

    public Axis(IReadOnlyCollection<double> values)
    {
        var most = values.Max();
        _isEven = values.Any(value => value <= 0) || (most <= EvenlyUpTo && values.Min() >= 1);
        _from = _isEven ? 0 : Math.Floor(Math.Log10(values.Min()));
        _to = _isEven ? Math.Max(most, 1) : Math.Max(Math.Ceiling(Math.Log10(most)), _from + 1);
    }

    /// <summary>Values that are written beside it.</summary>
    public IEnumerable<double> Marks => _isEven
        ? Enumerable.Range(0, StepsEvenly + 1).Select(step => _to * step / StepsEvenly)
        : Enumerable.Range((int)_from, (int)(_to - _from) + 1).Select(power => Math.Pow(10, power));

    /// <summary>From 0 to 1.</summary>
    public double Place(double value) => (Math.Clamp(_isEven ? value : Math.Log10(value), _from, _to) - _from) / (_to - _from);

    public static string Name(double mark) => mark switch
    {
        >= 1_000_000 => (mark / 1_000_000).ToString("0.##", CultureInfo.InvariantCulture) + " M",
        >= 10_000 => (mark / 1_000).ToString("0.##", CultureInfo.InvariantCulture) + " k",
        _ => mark.ToString("#,0.###", CultureInfo.InvariantCulture),
    };
}

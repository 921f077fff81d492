using Microsoft.Extensions.Options;

namespace Rostra.Hosting;

/// <summary>Holds settings that limit something to what limits can be: more than nothing, and no least above its most. Silos and gateways refuse to start otherwise.</summary>
/// <param name="section">Where the settings stand, for the message.</param>
public sealed class LimitsCheck<T>(string section = "Rostra:Limits") : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var values = typeof(T).GetProperties()
            .Where(property => property.CanWrite && Amount(property.GetValue(options)) is not null)
            .ToDictionary(property => property.Name, property => Amount(property.GetValue(options))!.Value);

        var faults = values
            .Where(limit => !(limit.Value > 0) || double.IsInfinity(limit.Value))
            .Select(limit => $"{section}:{limit.Key} must be more than 0.")
            .Concat(values
                .Where(limit => limit.Key.EndsWith("Min", StringComparison.Ordinal) && values.TryGetValue($"{limit.Key[..^3]}Max", out var max) && limit.Value > max)
                .Select(limit => $"{section}:{limit.Key} must not be more than {limit.Key[..^3]}Max."))
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static double? Amount(object? value) => value switch
    {
        int number => number,
        long number => number,
        double number => number,
        TimeSpan time => time.TotalSeconds,
        _ => null,
    };
}

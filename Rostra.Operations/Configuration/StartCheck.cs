namespace Rostra.Configuration;

/// <summary>What must be right before a program starts anything: all faults of all rules are told at once, each in a line.</summary>
internal static class StartCheck
{
    /// <summary>A rule looks at the settings and answers a sentence for each fault.</summary>
    private static readonly Func<IConfiguration, IEnumerable<string>>[] Rules =
    [
        SettingsCheck.FaultsOf,
    ];

    public static IReadOnlyList<string> FaultsOf(IConfiguration configuration) => [.. Rules.SelectMany(rule => rule(configuration)).Distinct()];

    /// <summary>Says on standard error why this program does not start, if it must not.</summary>
    public static bool Refuses(IConfiguration configuration)
    {
        var faults = FaultsOf(configuration);
        foreach (var fault in faults)
        {
            Console.Error.WriteLine(fault);
        }

        return faults.Count > 0;
    }
}

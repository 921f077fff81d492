using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Rostra.Hosting.Safety;

/// <summary>What logs and answers may say: ASP.NET's own messages hold whole URLs, and a socket's URL holds its ticket; SignalR's hold what people say.</summary>
public static class LogRules
{
    private const string Default = "Default";
    private const string Quiet = "Microsoft.AspNetCore";

    /// <summary>Categories that must not say more than this, and what they would tell otherwise.</summary>
    private static readonly (string Category, LogLevel Least, string Tells)[] Talkers =
    [
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning, "the addresses of requests, and tickets with them"),
        ("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Warning, "the addresses of requests, and tickets with them"),
        ("Microsoft.AspNetCore.HttpLogging.HttpLoggingMiddleware", LogLevel.Warning, "the addresses of requests, and tickets with them"),
        ("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.Information, "what people say"),
    ];

    public static void NothingIsBlurtedOut(IConfiguration configuration, UnsafeSettings faults)
    {
        var logging = configuration.GetSection("Logging");
        var general = logging.GetSection("LogLevel");
        foreach (var levels in logging.GetChildren().Select(provider => provider.GetSection("LogLevel")).Where(levels => levels.GetChildren().Any()).Prepend(general))
        {
            // One line for a setting, whatever it makes talk.
            foreach (var told in Talkers.Select(talker => (talker, Level: Winning(levels, talker.Category))).Where(told => IsTooMuch(told.Level, told.talker.Least)).DistinctBy(told => told.Level!.Path))
            {
                var remedy = told.Level!.Key is Default || told.Level.Key.Contains('*', StringComparison.Ordinal)
                    ? $"set {Variable(levels.Path)}__{Quiet} to Warning beside it"
                    : "set it to Warning";
                faults.Add(Variable(told.Level.Path), $"would write {told.talker.Tells}: {remedy}.");
            }
        }

        if (IsOn(configuration["detailedErrors"]))
        {
            faults.Add("ASPNETCORE_DETAILEDERRORS", "would tell callers what went wrong inside: take it out.");
        }
    }

    /// <summary>As ASP.NET reads its own switches.</summary>
    public static bool IsOn(string? value) => value is "1" || "true".Equals(value, StringComparison.OrdinalIgnoreCase);

    private static string Variable(string path) => path.Replace(":", "__", StringComparison.Ordinal);

    private static bool IsTooMuch(IConfigurationSection? level, LogLevel least) => level is not null && Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out var told) && told < least;

    /// <summary>
    /// What decides about a category, as .NET has it: the longest name that it begins with. Null: nothing here does. A provider's own default goes before all that is said
    /// for every provider; for those the program sets <see cref="Quiet"/> itself.
    /// </summary>
    private static IConfigurationSection? Winning(IConfigurationSection levels, string category)
    {
        var isGeneral = levels.Path.Equals("Logging:LogLevel", StringComparison.OrdinalIgnoreCase);
        return levels.GetChildren()
            .Where(level => Decides(level.Key, category) && !(isGeneral && Length(level.Key) < Quiet.Length))
            .MaxBy(level => Length(level.Key));
    }

    private static int Length(string key) => key is Default ? 0 : key.Length;

    private static bool Decides(string key, string category) =>
        key.Equals(Default, StringComparison.OrdinalIgnoreCase)
        || (key.Split('*') is [var start, var end]
            ? category.StartsWith(start, StringComparison.OrdinalIgnoreCase) && category.EndsWith(end, StringComparison.OrdinalIgnoreCase)
            : category.StartsWith(key, StringComparison.OrdinalIgnoreCase));
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Rostra.Hosting.Safety;

/// <summary>What logs and answers may say: ASP.NET's own messages hold whole URLs, and a socket's URL holds its ticket.</summary>
public static class LogRules
{
    private const LogLevel QuietEnough = LogLevel.Warning;

    public static void NothingIsBlurtedOut(IConfiguration configuration, UnsafeSettings faults)
    {
        var logging = configuration.GetSection("Logging");
        foreach (var levels in logging.GetChildren().Select(provider => provider.GetSection("LogLevel")).Prepend(logging.GetSection("LogLevel")))
        {
            foreach (var level in levels.GetChildren().Where(level => TellsUrls(level.Key) && Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out var told) && told < QuietEnough))
            {
                faults.Add(level.Path.Replace(":", "__", StringComparison.Ordinal), "would write the addresses of requests, and tickets with them: set it to Warning.");
            }
        }

        if (configuration["detailedErrors"] is "1" or "true" or "True")
        {
            faults.Add("ASPNETCORE_DETAILEDERRORS", "would tell callers what went wrong inside: take it out.");
        }
    }

    private static bool TellsUrls(string category) =>
        category is "Microsoft" or "Microsoft.AspNetCore"
        || category.StartsWith("Microsoft.AspNetCore.Hosting", StringComparison.Ordinal)
        || category.StartsWith("Microsoft.AspNetCore.Server", StringComparison.Ordinal)
        || category.StartsWith("Microsoft.AspNetCore.HttpLogging", StringComparison.Ordinal);
}

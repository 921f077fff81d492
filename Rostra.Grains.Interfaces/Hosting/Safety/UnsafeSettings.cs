using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Rostra.Hosting.Safety;

/// <summary>What is not safe in a process's settings, gathered so that all of it is told at once. No value is ever repeated: it may be a secret.</summary>
public sealed class UnsafeSettings
{
    /// <summary>Of sysexits.h: something in the configuration. Starting again does not help.</summary>
    public const int ExitCode = 78;

    private readonly SortedSet<string> _lines = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Lines => _lines;

    /// <param name="setting">As an operator writes it: <c>Rostra__PublicUrl</c>.</param>
    /// <param name="fault">What is wrong with it, and what to set.</param>
    public void Add(string setting, string fault) => _lines.Add($"{setting} {fault}");

    /// <summary>Whether the process must not start; then everything that is wrong has been written to standard error. Where it is developed, nothing is refused.</summary>
    public static bool Refuse(IHostEnvironment environment, IConfiguration configuration, params Action<IConfiguration, UnsafeSettings>[] rules)
    {
        var faults = Of(configuration, rules);
        if (environment.IsDevelopment() || faults.Lines.Count == 0)
        {
            return false;
        }

        Console.Error.WriteLine($"Rostra does not start: {faults.Lines.Count} of its settings would not be safe. See docs/operations.md, or set DOTNET_ENVIRONMENT=Development where nobody else can reach it.");
        foreach (var line in faults.Lines)
        {
            Console.Error.WriteLine($"  {line}");
        }

        return true;
    }

    public static UnsafeSettings Of(IConfiguration configuration, params Action<IConfiguration, UnsafeSettings>[] rules)
    {
        var faults = new UnsafeSettings();
        foreach (var rule in rules)
        {
            rule(configuration, faults);
        }

        return faults;
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Rostra.Processes;

/// <summary>Starts programs that outlive whoever starts them: in a session of their own, with a file for what they say.</summary>
internal static class Launcher
{
    /// <summary>Settings of another Rostra would steer ours: only what the plan says reaches a program.</summary>
    private static readonly string[] s_strangers = ["Rostra__", "Orleans__", "ConnectionStrings__", "ASPNETCORE_", "DOTNET_ENVIRONMENT", "Logging__", "PG"];

    public static Process Start(Launch launch)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(launch.LogFile)!);
        string[] within = launch.NetworkNamespace is { } name ? ["ip", "netns", "exec", name] : [];
        string[] command = ["setsid", .. within, launch.Program, .. launch.Arguments];
        var start = new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", launch.LogFile, .. command])
        {
            WorkingDirectory = launch.WorkingDirectory,
        };
        foreach (var stranger in start.Environment.Keys.Where(IsStranger).ToList())
        {
            start.Environment.Remove(stranger);
        }

        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        foreach (var (variable, value) in launch.Environment)
        {
            start.Environment[variable] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{launch.Program} did not start.");
    }

    private static bool IsStranger(string variable) => s_strangers.Any(stranger => variable.StartsWith(stranger, StringComparison.Ordinal));
}

/// <summary>A program to start.</summary>
/// <param name="NetworkNamespace">Null: that of everybody.</param>
internal sealed record Launch(
    string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string LogFile, string WorkingDirectory, string? NetworkNamespace = null);

using System.Diagnostics;
using Rostra.Architecture;

namespace Rostra.Faults;

/// <summary>Silos and gateways with planted mistakes and sudden ends, as new as the sources.</summary>
internal static class FaultyBuild
{
    private static readonly TimeSpan s_time = TimeSpan.FromMinutes(5);

    public static async Task Ensure(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_time);
        foreach (var project in new[] { "Rostra.Silo", "Rostra.Gateway" })
        {
            var start = new ProcessStartInfo("dotnet", ["build", project, "-p:RostraFaults=true", "-p:SkipClient=true", "-p:RunAnalyzers=false", "-v", "q", "--nologo"])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
            };
            using var build = Process.Start(start)!;
            var output = await build.StandardOutput.ReadToEndAsync(patience.Token);
            await build.WaitForExitAsync(patience.Token);
            if (build.ExitCode != 0)
            {
                throw new InvalidOperationException($"{project} with faults does not build:\n{output}");
            }
        }
    }
}

using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Rostra.Processes;

namespace Rostra.Compare;

/// <summary>Has .NET programs collect their garbage, so that what they then hold is what they need.</summary>
internal static class Collector
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const long CollectNow = 0x800000;

    /// <summary>The collector gives memory back step by step.</summary>
    private const int Collections = 4;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    /// <summary>Completes when they have collected.</summary>
    public static async Task Collect(IReadOnlyList<ProcessIdentity> programs, CancellationToken cancellation)
    {
        for (var time = 0; time < Collections; time++)
        {
            await Task.WhenAll(programs.Select(program => Collect(program.Pid, cancellation)));
            await Task.Delay(Between, cancellation);
        }
    }

    /// <summary>Bytes that they all have in memory.</summary>
    public static long Held(IReadOnlyList<ProcessIdentity> programs) => programs.Sum(program => program.ResidentBytes);

    /// <summary>A listener who asks for this keyword has the runtime collect everything once, before it is told anything.</summary>
    private static async Task Collect(int pid, CancellationToken cancellation)
    {
        var client = new DiagnosticsClient(pid);
        using var session = await client.StartEventPipeSessionAsync([new(Runtime, EventLevel.Informational, CollectNow)], requestRundown: false, token: cancellation);
        var reading = session.EventStream.CopyToAsync(Stream.Null, cancellation);
        await session.StopAsync(cancellation);
        await reading;
    }
}

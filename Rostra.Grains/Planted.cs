using System.Diagnostics;

namespace Rostra;

/// <summary>
/// Mistakes and sudden ends, to see whether tests find them. Only a build with <c>-p:RostraFaults=true</c> has them: in every other the compiler
/// leaves out each call, with its arguments. The environment chooses: <c>ROSTRA_MUTANT=name[:every]</c>, <c>ROSTRA_CRASH=point:passing</c>.
/// </summary>
internal static class Planted
{
#if ROSTRA_FAULTS
    private static readonly (string? Name, int Number) s_mutant = Read("ROSTRA_MUTANT");
    private static readonly (string? Name, int Number) s_crash = Read("ROSTRA_CRASH");
    private static int s_mistakes;
    private static int s_passings;
#endif

    /// <summary>Does what must never be done, if it is the chosen mistake; or only each so many times.</summary>
    [Conditional("ROSTRA_FAULTS")]
    public static void Mistake(string name, Action make)
    {
#if ROSTRA_FAULTS
        if (s_mutant.Name == name && Interlocked.Increment(ref s_mistakes) % s_mutant.Number == 0)
        {
            make();
        }
#endif
    }

    /// <summary>Kills this very process, at the chosen passing of the chosen point; nothing is said or cleaned up.</summary>
    [Conditional("ROSTRA_FAULTS")]
    public static void Crash(string point, int afterMs = 0)
    {
#if ROSTRA_FAULTS
        if (s_crash.Name == point && Interlocked.Increment(ref s_passings) == s_crash.Number)
        {
            Thread.Sleep(afterMs);
            using var self = Process.GetCurrentProcess();
            self.Kill();
            Thread.Sleep(Timeout.Infinite);
        }
#endif
    }

#if ROSTRA_FAULTS
    private static (string?, int) Read(string variable)
    {
        var parts = Environment.GetEnvironmentVariable(variable)?.Split(':');
        return (parts?[0], parts is { Length: > 1 } ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 1);
    }
#endif
}

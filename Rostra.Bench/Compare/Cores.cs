using System.Diagnostics;
using System.Globalization;
using Rostra.Clients;

namespace Rostra.Compare;

/// <summary>Who computes where: anybody anywhere, or all servers on one core and the driver on another.</summary>
internal sealed class Cores(bool arePinned)
{
    private const int OfServers = 0;
    private const int OfDriver = 1;

    /// <summary>What is started meanwhile, and whatever that starts, is a server.</summary>
    /// <exception cref="BenchException">There are no two cores, or no <c>taskset</c>.</exception>
    public async Task<T> Serve<T>(Func<Task<T>> start)
    {
        // A program has the cores of who starts it, and looks at once how many there are: moved later, it would still share its work out among all.
        await Move(OfServers);
        try
        {
            return await start();
        }
        finally
        {
            await Move(OfDriver);
        }
    }

    public Task Serve(Func<Task> start) => Serve(async () =>
    {
        await start();
        return true;
    });

    private async Task Move(int core)
    {
        if (!arePinned) return;
        var start = new ProcessStartInfo("taskset", ["--all-tasks", "--cpu-list", "--pid", $"{core}", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using var taskset = Process.Start(start) ?? throw new BenchException("Pinning needs taskset, of util-linux.");
        await taskset.StandardOutput.ReadToEndAsync();
        await taskset.WaitForExitAsync();
        if (taskset.ExitCode != 0) throw new BenchException("Pinning needs two cores, and taskset, of util-linux.");
    }
}

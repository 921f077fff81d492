using System.Runtime.InteropServices;

namespace Rostra.Processes;

/// <summary>Signals of the system to a process that is known by number and start.</summary>
public static partial class Signals
{
    // Their numbers on Linux.
    private const int Int = 2;
    private const int Quit = 3;
    private const int KillNow = 9;
    private const int Term = 15;
    private const int Continue = 18;
    private const int Stop = 19;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(10);

    extension(ProcessIdentity process)
    {
        public void Kill() => Send(process, KillNow);

        public void Interrupt() => Send(process, Int);

        public void Abandon() => Send(process, Quit);

        public void Terminate() => Send(process, Term);

        public void Freeze() => Send(process, Stop);

        public void Thaw() => Send(process, Continue);

        /// <summary>Completes when it is gone. It need not be our child, so the system does not tell.</summary>
        public async Task Ended(CancellationToken cancellation)
        {
            while (process.Lives)
            {
                await Task.Delay(s_look, cancellation);
            }
        }
    }

    private static void Send(ProcessIdentity process, int signal)
    {
        if (process.Lives)
        {
            _ = SendTo(process.Pid, signal); // That it has ended meanwhile is no fault.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendTo(int pid, int signal);
}

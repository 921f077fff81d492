using Rostra.Chat;
using Rostra.Clients;

namespace Rostra.Terminal;

/// <summary>How a verb ends that could not do what it was asked: with a line that says why, and exit code 1.</summary>
internal static class Guard
{
    private const int Interrupted = 130;

    public static async Task<int> Run(Func<Task<int>> verb, CancellationToken cancellation)
    {
        try
        {
            return await verb();
        }
        catch (Exception refused) when (refused is RostraException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(Harmless.Line(refused.Message));
            return 1;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Interrupted;
        }
    }
}

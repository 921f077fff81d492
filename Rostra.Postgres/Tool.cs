using System.Diagnostics;

namespace Rostra.Postgres;

/// <summary>Runs one of Postgres' programs, or a command of the system, to its end.</summary>
internal static class Tool
{
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments, unquoted.</param>
    /// <param name="user">The account it runs as; null for ours.</param>
    /// <param name="cancellation">Ends the program.</param>
    public static async Task<ToolResult> Run(string file, IReadOnlyList<string> arguments, string? user, CancellationToken cancellation)
    {
        using var process = Process.Start(Describe(file, arguments, user)) ?? throw new InvalidOperationException($"{file} did not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new ToolResult(process.ExitCode, (await output).Trim(), (await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static ProcessStartInfo Describe(string file, IReadOnlyList<string> arguments, string? user)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetPathRoot(AppContext.BaseDirectory), // Ours may be closed to the other account.
        };
        if (user is not null)
        {
            start.UserName = user;
        }

        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name); // PGDATA, PGPORT, PGHOST … would steer our server by a stranger's settings.
        }

        start.Environment["LC_ALL"] = "C";
        return start;
    }
}

/// <summary>What a program answered.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors)
{
    public string LastLine => (Errors.Length > 0 ? Errors : Output).Split('\n')[^1].Trim();
}

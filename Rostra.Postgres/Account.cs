namespace Rostra.Postgres;

/// <summary>Accounts of the system: Postgres refuses to run as root and needs another.</summary>
internal static class Account
{
    public const string Unprivileged = "nobody";

    /// <summary>Whether the account can read the file or enter the directory, asked of the system itself: modes, groups and access lists all count.</summary>
    public static async Task<bool> Reaches(string user, string path, CancellationToken cancellation)
    {
        var answer = await Tool.Run("/bin/sh", ["-c", "test -r \"$1\" && test -x \"$1\"", "sh", path], user, cancellation);
        return answer.ExitCode == 0;
    }

    /// <summary>Whether the account can pass through the directory to something below it.</summary>
    public static async Task<bool> Passes(string user, string directory, CancellationToken cancellation)
    {
        var answer = await Tool.Run("/bin/sh", ["-c", "test -x \"$1\"", "sh", directory], user, cancellation);
        return answer.ExitCode == 0;
    }

    public static async Task Give(string path, string user, CancellationToken cancellation)
    {
        var answer = await Tool.Run("chown", [user + ":", path], user: null, cancellation);
        if (answer.ExitCode != 0)
        {
            throw new StartRefusedException($"{path} cannot be given to {user}, who is to run Postgres: {answer.LastLine}");
        }
    }

    public static async Task<string> OwnerOf(string path, CancellationToken cancellation)
    {
        var answer = await Tool.Run("ls", ["-ld", path], user: null, cancellation);
        return answer.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, var owner, ..] ? owner : "";
    }
}

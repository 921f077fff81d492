using System.Security.Cryptography;
using System.Text;

namespace Rostra.Postgres;

/// <summary>The directory of the embedded Postgres, and the account it runs as.</summary>
/// <param name="Directory">Belongs to that account.</param>
/// <param name="User">Null: ours.</param>
internal sealed record PostgresPlace(string Directory, string? User)
{
    private const string ElsewhereParent = "/var/lib/rostra";

    public string Cluster => Path.Combine(Directory, "cluster");

    public string Log => Path.Combine(Directory, "postgres.log");

    /// <summary>
    /// The place below the data directory; or, for root, where that cannot be reached by another account, one in <c>/var/lib/rostra</c>,
    /// to which a link in the data directory leads from then on, so that a data directory that moves keeps its messages.
    /// </summary>
    public static async Task<PostgresPlace> Prepare(string dataDirectory, CancellationToken cancellation)
    {
        var path = Path.Combine(dataDirectory, "postgres");
        var isRoot = !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;
        if (new DirectoryInfo(path) is { LinkTarget: { } target })
        {
            return System.IO.Directory.Exists(target) ? await Existing(target, isRoot, cancellation) : throw new StartRefusedException(
                $"The messages of {dataDirectory} are kept in {target}, which is gone: put it back, or delete the link {path} to begin anew.");
        }

        if (System.IO.Directory.Exists(path))
        {
            return await Existing(path, isRoot, cancellation);
        }

        if (!isRoot)
        {
            Modes.MakeDirectory(path, Modes.Private);
            return new PostgresPlace(path, null);
        }

        if (await Account.Passes(Account.Unprivileged, dataDirectory, cancellation))
        {
            return await MakeFor(Account.Unprivileged, path, cancellation);
        }

        Modes.MakeDirectory(ElsewhereParent, Modes.Shared);
        var elsewhere = await MakeFor(Account.Unprivileged, FreeNameElsewhere(dataDirectory), cancellation);
        System.IO.Directory.CreateSymbolicLink(path, elsewhere.Directory);
        return elsewhere;
    }

    private static async Task<PostgresPlace> Existing(string path, bool isRoot, CancellationToken cancellation)
    {
        if (!isRoot)
        {
            return new PostgresPlace(path, null);
        }

        var owner = await Account.OwnerOf(path, cancellation);
        if (owner is "root" or "")
        {
            return await MakeFor(Account.Unprivileged, path, cancellation); // A start that was cut short between making and giving.
        }

        return await Account.Reaches(owner, path, cancellation) ? new PostgresPlace(path, owner) : throw new StartRefusedException(
            $"Postgres runs as {owner} here, because root may not run it, and {owner} cannot reach {path}: make its parent directories passable (chmod o+x).");
    }

    private static async Task<PostgresPlace> MakeFor(string user, string path, CancellationToken cancellation)
    {
        Modes.MakeDirectory(path, Modes.Private);
        await Account.Give(path, user, cancellation);
        return new PostgresPlace(path, user);
    }

    /// <summary>A name that holds no cluster yet: one that does belonged to a data directory that is no more, and is left alone.</summary>
    private static string FreeNameElsewhere(string dataDirectory)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataDirectory)))[..16];
        return Enumerable.Range(1, int.MaxValue)
            .Select(n => Path.Combine(ElsewhereParent, n == 1 ? hash : $"{hash}-{n}"))
            .First(path => !System.IO.Directory.Exists(Path.Combine(path, "cluster")));
    }
}

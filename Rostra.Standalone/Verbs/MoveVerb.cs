using System.CommandLine;
using Npgsql;
using Rostra.Archives;
using Rostra.Hosting;

namespace Rostra.Verbs;

/// <summary><c>move-to</c>: from the embedded Postgres to a server of the operator's.</summary>
internal sealed class MoveVerb : Verb
{
    public MoveVerb()
        : base("move-to", "Moves everything from the embedded PostgreSQL to an empty database of yours (--postgres). Stop Rostra first. What was here stays, and is marked as moved.")
    {
    }

    protected override async Task Run(ParseResult parsed, CancellationToken cancellation)
    {
        var target = Postgres(parsed) ?? throw new StartRefusedException("move-to needs --postgres \"Host=…;Database=…;Username=…;Password=…\": an empty database to move to.");
        var directory = Data(parsed);
        if (!Path.Exists(Path.Combine(directory, "postgres")))
        {
            throw new StartRefusedException($"There is no embedded PostgreSQL in {Path.GetFullPath(directory)}: name its --data directory.");
        }

        await using var source = await VerbDatabase.Embedded(directory, isAlone: true, cancellation);
        var moved = await DatabaseMove.Copy(source.ConnectionString, target, new Progress(), cancellation);
        var server = new NpgsqlConnectionStringBuilder(target);
        var where = $"{server.Host}:{server.Port}/{server.Database}";
        Moved.Mark(source.Directory!, where);
        Say($"Moved to {where}: {Progress.Sum(moved)}, every table compared by count and digest.");
        Say("From now on start Rostra with ConnectionStrings__Postgres set to that server, and with the same data directory or its signing.key.");
    }
}

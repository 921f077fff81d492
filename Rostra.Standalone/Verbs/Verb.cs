using System.CommandLine;
using Rostra.Archives;
using Rostra.Imports;

namespace Rostra.Verbs;

/// <summary>Something that Rostra's program does besides serving: it knows whose database is meant, and refuses in one line.</summary>
internal abstract class Verb : Command
{
    private readonly Option<string?> _postgres = new("--postgres")
    {
        Description = "A PostgreSQL server of yours, as an Npgsql connection string (default: ConnectionStrings__Postgres; without it the embedded one).",
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "The data directory of the embedded PostgreSQL (default: Rostra__DataDirectory, else .rostra).",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("Rostra__DataDirectory") ?? ".rostra",
    };

    protected Verb(string name, string description)
        : base(name, description)
    {
        Add(_postgres);
        Add(_data);
        SetAction(Guarded);
    }

    protected abstract Task Run(ParseResult parsed, CancellationToken cancellation);

    /// <summary>The database that is meant.</summary>
    /// <param name="isAlone">No Rostra may run on it meanwhile, as far as this machine can tell.</param>
    protected Task<VerbDatabase> Open(ParseResult parsed, bool isAlone, CancellationToken cancellation) => Postgres(parsed) is { } server
        ? Task.FromResult(VerbDatabase.At(server))
        : VerbDatabase.Embedded(parsed.GetValue(_data)!, isAlone, cancellation);

    protected string? Postgres(ParseResult parsed) => parsed.GetValue(_postgres) ?? Environment.GetEnvironmentVariable("ConnectionStrings__Postgres") switch { "" => null, var set => set };

    protected string Data(ParseResult parsed) => parsed.GetValue(_data)!;

    protected static void Say(string line) => Console.WriteLine(line);

    private async Task<int> Guarded(ParseResult parsed, CancellationToken cancellation)
    {
        try
        {
            await Run(parsed, cancellation);
            return 0;
        }
        catch (Exception refused) when (refused is StartRefusedException or ArchiveException or ImportException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(refused.Message.ReplaceLineEndings(" "));
            return 1;
        }
        catch (Npgsql.NpgsqlException fault)
        {
            await Console.Error.WriteLineAsync($"The PostgreSQL server failed: {fault.Message.ReplaceLineEndings(" ")}");
            return 1;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 130;
        }
    }
}

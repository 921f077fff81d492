using System.CommandLine;
using Rostra.Archives;

namespace Rostra.Verbs;

/// <summary><c>restore</c>: a backup into an empty place, under a new epoch.</summary>
internal sealed class RestoreVerb : Verb
{
    private readonly Argument<string> _file = new("file") { Description = "A file that backup wrote." };

    public RestoreVerb()
        : base("restore", "Brings a backup into an empty place: a new data directory, or an empty database. Clients load anew what they remember.") => Add(_file);

    protected override async Task Run(ParseResult parsed, CancellationToken cancellation)
    {
        var path = parsed.GetValue(_file)!;
        await using var file = File.OpenRead(path);
        var held = await DatabaseArchive.Describe(file, cancellation); // Before a server is started for it.
        Say($"{path}: made by Rostra {held.Version} as of {held.TakenAt:u}; {Progress.Sum(held)}");
        await using var database = await Open(parsed, isAlone: true, cancellation);
        await DatabaseArchive.Restore(database.ConnectionString, file, new Progress(), cancellation);
        Say($"Restored, every table by its count and digest. The schema is {Hosting.SchemaUpgrade.Newest}. Start Rostra on it as usual.");
    }
}

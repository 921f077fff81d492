using System.CommandLine;
using System.Globalization;
using Rostra.Archives;
using Rostra.Postgres;

namespace Rostra.Verbs;

/// <summary><c>export</c>: everything, a room, or what there is of one person, as JSON lines.</summary>
internal sealed class ExportVerb : Verb
{
    private readonly Argument<string> _file = new("file") { Description = "Where to write it. It must not be there yet." };
    private readonly Option<string?> _room = new("--room") { Description = "Only this room: its name or id." };
    private readonly Option<string?> _person = new("--person") { Description = "Only what there is of this person: account, sessions, memberships, messages, reactions." };

    public ExportVerb()
        : base("export", "Writes everything, a room, or what there is of one person, as JSON lines. For other programs: restore takes backups only.")
    {
        Add(_file);
        Add(_room);
        Add(_person);
        Validators.Add(result =>
        {
            if (result.GetValue(_room) is not null && result.GetValue(_person) is not null)
            {
                result.AddError("--room and --person exclude each other.");
            }
        });
    }

    protected override async Task Run(ParseResult parsed, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(parsed.GetValue(_file)!);
        if (Path.Exists(path))
        {
            throw new StartRefusedException($"{path} is there already: name another file, or remove it.");
        }

        await using var database = await Open(parsed, isAlone: false, cancellation);
        var unfinished = path + ".part";
        try
        {
            long lines;
            await using (var file = SecretFile.Create(unfinished))
            {
                lines = await ((parsed.GetValue(_room), parsed.GetValue(_person)) switch
                {
                    ({ } room, _) => JsonExport.Room(database.ConnectionString, room, file, cancellation),
                    (_, { } person) => JsonExport.Person(database.ConnectionString, person, file, cancellation),
                    _ => JsonExport.Everything(database.ConnectionString, file, cancellation),
                });
            }

            File.Move(unfinished, path);
            Say(string.Create(CultureInfo.InvariantCulture, $"{path}: {lines:N0} lines"));
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}

using System.CommandLine;
using Rostra.Archives;
using Rostra.Postgres;

namespace Rostra.Verbs;

/// <summary><c>backup</c>: one file that holds everything, as of one moment, while people write.</summary>
internal sealed class BackupVerb : Verb
{
    private readonly Argument<string> _file = new("file") { Description = "Where to write it, such as rostra-2026-03-01.backup. It must not be there yet." };

    public BackupVerb()
        : base("backup", "Writes everything into one file, as of one moment. Rostra may run, and goes on.") => Add(_file);

    protected override async Task Run(ParseResult parsed, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(parsed.GetValue(_file)!);
        if (Path.Exists(path))
        {
            throw new StartRefusedException($"{path} is there already: name another file, or remove it.");
        }

        await using var database = await Open(parsed, isAlone: false, cancellation);
        var unfinished = path + ".part"; // A backup that was cut short is never taken for one.
        try
        {
            Manifest manifest;
            await using (var file = SecretFile.Create(unfinished))
            {
                manifest = await DatabaseArchive.Write(database.ConnectionString, file, new Progress(), cancellation);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path);
            Say($"{path}: {Progress.Sum(manifest)}, {Progress.Size(new FileInfo(path).Length)}, as of {manifest.TakenAt:u}");
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}

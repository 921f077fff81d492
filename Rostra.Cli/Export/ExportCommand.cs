using System.CommandLine;
using System.Globalization;
using Rostra.Terminal;

namespace Rostra.Export;

/// <summary><c>export</c> on the command line: what is mine, or a room that I may read, as JSON lines.</summary>
internal sealed class ExportCommand : Command
{
    private readonly ServerOptions _server = new();
    private readonly Option<string> _to = new("--to") { Description = "Where to write it. It must not be there yet; nobody else can read it.", HelpName = "file", Required = true };
    private readonly Option<string?> _room = new("--room") { Description = "All of this room, instead of what is mine. I must be in it." };

    public ExportCommand()
        : base("export", """
            Writes what a Rostra holds of me as JSON lines: account, sessions, memberships, and my messages in the rooms that I am in; or all that was said in one of them.
            As many messages come in a second as the server gives to a person who scrolls: about 3,000.
            """)
    {
        _server.AddTo(this);
        Add(_to);
        Add(_room);
        SetAction((parsed, cancellation) => Guard.Run(() => Run(parsed, cancellation), cancellation));
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(parsed.GetValue(_to)!);
        if (Path.Exists(path)) throw new IOException($"{path} is there already: name another file, or remove it.");
        await using var rostra = await _server.Open(parsed, email: null, cancellation);
        var unfinished = path + ".part";
        try
        {
            long lines;
            await using (var file = Create(unfinished)) lines = await Write(new Takeout(rostra, file), parsed.GetValue(_room), cancellation);
            File.Move(unfinished, path);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {lines:N0} lines"));
            return 0;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static async Task<long> Write(Takeout takeout, string? room, CancellationToken cancellation)
    {
        await using (takeout)
        {
            await (room is null ? takeout.Mine(cancellation) : takeout.Room(room, cancellation));
            return takeout.Lines;
        }
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}

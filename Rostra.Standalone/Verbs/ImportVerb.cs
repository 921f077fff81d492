using System.CommandLine;
using System.Globalization;
using Rostra.Imports;

namespace Rostra.Verbs;

/// <summary><c>import irc | slack | discord</c>: conversations from elsewhere, with their authors and times.</summary>
internal sealed class ImportVerb : Verb
{
    private const string Help = "Authors become accounts that nobody can log in to until claim hands them over. Imported again, also from a later export, only what is new is added. Rostra may run.";

    private readonly Argument<string[]> _from = new("from") { Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _owner = new("--owner") { Description = "The account that is to own new rooms.", Required = true };
    private readonly Option<string?> _name = new("--name") { Description = "Names the place: the same for later exports of it, another for another place of the kind." };
    private readonly Option<string?> _room = new("--room") { Description = "The channel." };
    private readonly Func<ImportVerb, ParseResult, ImportSource> _read;

    private ImportVerb(string kind, string what, string from, Func<ImportVerb, ParseResult, ImportSource> read)
        : base(kind, $"{what} {Help}")
    {
        _from.Description = from;
        _read = read;
        Add(_from);
        Add(_owner);
        Add(_name);
    }

    public static Command All()
    {
        var irc = new ImportVerb("irc", "A channel's log: lines \"[12:18] <nick> text\", or JSON lines with at, nick and text.", "The log's files; the day in their names (2004-11-15.txt) or before each time.", Irc);
        irc._room.Required = true;
        irc.Add(irc._room);
        return new Command("import", "Brings conversations from elsewhere.")
        {
            irc,
            new ImportVerb("slack", "Slack's export.", "The directory into which it was unpacked.", (verb, parsed) => SlackExport.Read(verb.Place(parsed), parsed.GetValue(verb._from)!.Single())),
            new ImportVerb(
                "discord", "Channels of Discord, as DiscordChatExporter writes them as JSON.", "The files, one for each channel.", (verb, parsed) => DiscordExport.Read(verb.Place(parsed), parsed.GetValue(verb._from)!)),
        };
    }

    protected override async Task Run(ParseResult parsed, CancellationToken cancellation)
    {
        var source = _read(this, parsed); // Before anything is touched.
        await using var database = await Open(parsed, isAlone: false, cancellation);
        var done = await Importer.Run(database.ConnectionString, source, parsed.GetValue(_owner)!, new Progress(), cancellation);
        Say(string.Create(
            CultureInfo.InvariantCulture,
            $"Imported {done.NewMessages:N0} messages into {done.Rooms} rooms, {done.NewPeople:N0} new authors; {done.Known:N0} messages were here already, {done.Passed:N0} entries are no messages."));
    }

    private string Place(ParseResult parsed) => parsed.GetValue(_name) ?? Name;

    private static ImportSource Irc(ImportVerb verb, ParseResult parsed) =>
        IrcLog.Read(verb.Place(parsed), parsed.GetValue(verb._room)!, parsed.GetValue(verb._from)!.Select(file => (file, File.ReadLines(file))));
}

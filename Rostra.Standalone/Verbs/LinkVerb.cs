using System.CommandLine;
using Rostra.Accounts;
using Rostra.Hosting;

namespace Rostra.Verbs;

/// <summary><c>link password</c> and <c>link invite</c>: a one-time link for somebody who cannot come in.</summary>
internal sealed class LinkVerb : Verb
{
    private readonly Argument<string>? _username;
    private readonly Option<string> _site = new("--site")
    {
        Description = "Where people find Rostra (default: Rostra__PublicUrl, else http://localhost:5080).",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("Rostra__PublicUrl") ?? Addresses.Default,
    };

    private LinkVerb(string name, string description, Argument<string>? username)
        : base(name, description)
    {
        Add(_site);
        if (username is not null)
        {
            Add(_username = username);
        }
    }

    public static Command All() => new("link", "Makes a link that is good once, for somebody who cannot come in.")
    {
        new LinkVerb("password", "By which somebody sets a new password; good for an hour.", new("username") { Description = "Whose password." }),
        new LinkVerb("invite", "By which somebody registers where that takes an invitation; good for a week.", username: null),
    };

    protected override async Task Run(ParseResult parsed, CancellationToken cancellation)
    {
        await using var database = await Open(parsed, isAlone: false, cancellation);
        string[] wish = _username is null ? [Name] : [Name, parsed.GetValue(_username)!];
        Say(await OperatorLinks.Make(database.ConnectionString, parsed.GetValue(_site)!, wish));
    }
}

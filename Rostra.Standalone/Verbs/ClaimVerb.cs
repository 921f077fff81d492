using System.CommandLine;
using Rostra.Imports;

namespace Rostra.Verbs;

/// <summary><c>claim</c>: an imported author's account becomes the person's own.</summary>
internal sealed class ClaimVerb : Verb
{
    private readonly Argument<string> _username = new("username") { Description = "The account's name here." };
    private readonly Option<string> _email = new("--email") { Description = "The person's address.", Required = true };

    public ClaimVerb()
        : base("claim", "Hands an imported author's account over to the person, with a password that they change.")
    {
        Add(_username);
        Add(_email);
    }

    protected override async Task Run(ParseResult parsed, CancellationToken cancellation)
    {
        await using var database = await Open(parsed, isAlone: false, cancellation);
        var password = await Claims.HandOver(database.ConnectionString, parsed.GetValue(_username)!, parsed.GetValue(_email)!, cancellation);
        Say($"{parsed.GetValue(_username)} can log in with the password {password} and should change it.");
    }
}

using Microsoft.Extensions.Options;
using Rostra.Names;

namespace Rostra.Accounts;

/// <summary>One-time links for whoever has the database: an operator's verb, for when no administrator can log in.</summary>
public static class OperatorLinks
{
    public const string Usage = "link password <username>   a link by which they set a new password\nlink invite                an invitation, where registering takes one";

    /// <summary>The page that takes it, with the link's secret behind the #, where no server and no log sees it.</summary>
    /// <exception cref="InvalidOperationException">In words, what to do otherwise.</exception>
    public static async Task<string> Make(string connectionString, string publicUrl, string[] verb)
    {
        await using var database = new AccountsDatabase(connectionString);
        var passes = new Passes(new PassTable(database), Options.Create(new EntryOptions()), TimeProvider.System);
        switch (verb)
        {
            case ["invite"]:
                return Link(publicUrl, "register", await passes.Invitation());
            case ["password", var username]:
                var user = await new UserTable(database, TimeProvider.System).ByNameKey(NameKey.Of(username))
                    ?? throw new InvalidOperationException("There is nobody of this name.");
                return Link(publicUrl, "reset", await passes.Password(user.Id));
            default:
                throw new InvalidOperationException(Usage);
        }
    }

    private static string Link(string publicUrl, string page, Pass pass) =>
        $"{publicUrl.TrimEnd('/')}/{page}#{pass.Token}  (once, until {pass.ExpiresAt:yyyy-MM-dd HH:mm} UTC)";
}

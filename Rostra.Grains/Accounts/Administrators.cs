using Microsoft.Extensions.Options;
using Npgsql;
using Rostra.Names;

namespace Rostra.Accounts;

/// <summary>Who looks after the place: those whom the settings name, else the first account. Asked each time, so that it is true at once.</summary>
internal sealed class Administrators(AccountsDatabase database, UserTable users, IOptions<EntryOptions> options)
{
    /// <summary>The row of <c>meta</c> that says who came first.</summary>
    public const string FirstKey = "first-account";

    public async Task<bool> Includes(Guid userId)
    {
        if (options.Value.Administrators.Length == 0)
        {
            return await IsFirst(userId);
        }

        return await users.ById(userId) is { } user && Names(user.Username);
    }

    /// <summary>Whether the settings name whoever is called so.</summary>
    public bool Names(string username) => options.Value.Administrators.Any(name => NameKey.Of(name) == NameKey.Of(username));

    private async Task<bool> IsFirst(Guid userId)
    {
        await using var command = database.Source.CreateCommand("select exists (select from rostra.meta where key = $1 and value = $2)");
        command.Parameters.AddWithValue(FirstKey);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = userId.ToString() });
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}

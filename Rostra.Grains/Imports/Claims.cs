using System.Buffers.Text;
using System.Security.Cryptography;
using Npgsql;
using Rostra.Accounts;
using Rostra.Names;

namespace Rostra.Imports;

/// <summary>Hands an imported author's account over to the person.</summary>
public static class Claims
{
    private const int PasswordBytes = 12;

    /// <returns>The password to log in with, which the person then changes.</returns>
    /// <exception cref="ImportException">There is no such imported account, it was handed over before, or the address is no address or taken.</exception>
    public static async Task<string> HandOver(string connectionString, string username, string email, CancellationToken cancellation)
    {
        if (Email.Fault(email) is { } fault)
        {
            throw new ImportException($"The e-mail address {fault}");
        }
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        var password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PasswordBytes));
        await using var claim = database.CreateCommand($"""
            update rostra.users set email = $2, password = $3, password_version = password_version + 1
            where name_key = $1 and email like '%@{ImportedPeople.EmailDomain}'
            """);
        claim.Parameters.AddWithValue(NameKey.Of(username));
        claim.Parameters.AddWithValue(Email.Key(email));
        claim.Parameters.AddWithValue(PasswordHash.Of(password));
        try
        {
            return await claim.ExecuteNonQueryAsync(cancellation) == 1 ? password
                : throw new ImportException($"There is no imported account “{username}” that waits for its person.");
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new ImportException("There is an account with this e-mail address.", taken);
        }
    }
}

using Npgsql;
using Rostra.Storage;

namespace Rostra.Accounts;

/// <summary>The people, as the database has them.</summary>
internal sealed class UserTable(AccountsDatabase database, TimeProvider time)
{
    private const string Columns = "id, username, email, password, created_at, password_version";

    private readonly NpgsqlDataSource _source = database.Source;
    private readonly Gathered<Guid, StoredUser?> _byId = new(ids => Read(database.Source, ids), time);

    public Task<StoredUser?> ByNameKey(string nameKey) => One($"select {Columns} from rostra.users where name_key = $1", nameKey);

    public Task<StoredUser?> ById(Guid id) => _byId.Read(id);

    /// <summary>Whether nobody has this name, or one that looks like it, and then whether nobody has this address; null: both are free.</summary>
    public async Task<RefusalCode?> Taken(string nameKey, string skeleton, string email)
    {
        await using var command = _source.CreateCommand("""
            select exists (select from rostra.users where name_key = $1) or exists (select from rostra.users where name_skeleton = $2),
                   exists (select from rostra.users where email = $3)
            """);
        command.Parameters.AddWithValue(nameKey);
        command.Parameters.AddWithValue(skeleton);
        command.Parameters.AddWithValue(email);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return reader.GetBoolean(0) ? RefusalCode.UsernameTaken : reader.GetBoolean(1) ? RefusalCode.EmailTaken : null;
    }

    /// <summary>False when one of the three is taken: the unique indexes decide, whoever looked before.</summary>
    public async Task<bool> Insert(StoredUser user, string nameKey, string skeleton)
    {
        await using var command = _source.CreateCommand("""
            insert into rostra.users (id, username, name_key, name_skeleton, email, password, created_at)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
            """);
        command.Parameters.AddWithValue(user.Id);
        command.Parameters.AddWithValue(user.Username);
        command.Parameters.AddWithValue(nameKey);
        command.Parameters.AddWithValue(skeleton);
        command.Parameters.AddWithValue(user.Email);
        command.Parameters.AddWithValue(user.Password);
        command.Parameters.AddWithValue(user.CreatedAt);
        return await command.ExecuteNonQueryAsync() == 1;
    }

    public async Task ReplacePassword(Guid id, string was, string becomes)
    {
        await using var command = _source.CreateCommand("update rostra.users set password = $3 where id = $1 and password = $2");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(was);
        command.Parameters.AddWithValue(becomes);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// A new password, and in the same step the end of all other sessions on the list. Null: the password is not the one that was checked.
    /// The sessions' grains are told afterwards; one that is not reached finds out from the list when it is next used.
    /// </summary>
    public async Task<ImmutableArray<Guid>?> ChangePassword(Guid id, int version, string becomes, Guid keptSession, DateTimeOffset now)
    {
        // Two statements: the second must see what was opened until the first had its lock.
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var change = new NpgsqlCommand(
            "update rostra.users set password = $3, password_version = $2 + 1 where id = $1 and password_version = $2", connection, transaction);
        change.Parameters.AddWithValue(id);
        change.Parameters.AddWithValue(version);
        change.Parameters.AddWithValue(becomes);
        if (await change.ExecuteNonQueryAsync() == 0)
        {
            return null;
        }

        var ended = ImmutableArray.CreateBuilder<Guid>();
        await using var end = new NpgsqlCommand(
            "update rostra.sessions set ended_at = $3 where user_id = $1 and id <> $2 and ended_at is null returning id", connection, transaction);
        end.Parameters.AddWithValue(id);
        end.Parameters.AddWithValue(keptSession);
        end.Parameters.AddWithValue(now);
        await using (var reader = await end.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                ended.Add(reader.GetGuid(0));
            }
        }

        await transaction.CommitAsync();
        return ended.DrainToImmutable();
    }

    private async Task<StoredUser?> One(string sql, object key)
    {
        await using var command = _source.CreateCommand(sql);
        command.Parameters.AddWithValue(key);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? ReadOne(reader) : null;
    }

    private static async Task<IReadOnlyDictionary<Guid, StoredUser?>> Read(NpgsqlDataSource source, Guid[] ids)
    {
        await using var command = source.CreateCommand($"select {Columns} from rostra.users where id = any ($1)");
        command.Parameters.AddWithValue(ids);
        await using var reader = await command.ExecuteReaderAsync();
        var users = ids.ToDictionary(id => id, _ => (StoredUser?)null);
        while (await reader.ReadAsync())
        {
            users[reader.GetGuid(0)] = ReadOne(reader);
        }
        return users;
    }

    private static StoredUser ReadOne(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4), row.GetInt32(5));
}

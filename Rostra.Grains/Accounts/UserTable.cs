using Npgsql;
using Rostra.Storage;

namespace Rostra.Accounts;

/// <summary>The people, as the database has them.</summary>
internal sealed class UserTable(AccountsDatabase database, TimeProvider time)
{
    private const string Columns = "id, username, email, password, created_at, password_version, deleted_at is not null";

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

    /// <summary>
    /// False when one of the three is taken: the unique indexes decide, whoever looked before. The first of all is noted. An invitation is spent with it, or nothing happens.
    /// </summary>
    public async Task<Outcome<bool>> Insert(StoredUser user, string nameKey, string skeleton, byte[]? invitation)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(
            """
            with made as (
                insert into rostra.users (id, username, name_key, name_skeleton, email, password, created_at)
                values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id),
            first as (
                insert into rostra.meta (key, value) select $8, id::text from made
                where not exists (select from rostra.meta where key = $8) on conflict do nothing)
            select exists (select from made)
            """,
            connection,
            transaction);
        command.Parameters.AddWithValue(user.Id);
        command.Parameters.AddWithValue(user.Username);
        command.Parameters.AddWithValue(nameKey);
        command.Parameters.AddWithValue(skeleton);
        command.Parameters.AddWithValue(user.Email);
        command.Parameters.AddWithValue(user.Password);
        command.Parameters.AddWithValue(user.CreatedAt);
        command.Parameters.AddWithValue(Administrators.FirstKey);
        if (!(bool)(await command.ExecuteScalarAsync())!)
        {
            return false;
        }

        if (invitation is not null && !await PassTable.Spend(transaction, invitation, PassKind.Invitation, user.CreatedAt))
        {
            return EntryRules.Used;
        }

        await transaction.CommitAsync();
        return true;
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
        if (!await SetPassword(transaction, id, version, becomes))
        {
            return null;
        }

        var ended = await EndSessions(transaction, id, keptSession, now);
        await transaction.CommitAsync();
        return ended;
    }

    /// <summary>A new password for a one-time link, and the end of all sessions. Null: the link was used meanwhile, or the password changed.</summary>
    public async Task<ImmutableArray<Guid>?> ResetPassword(Guid id, int version, string becomes, byte[] link, DateTimeOffset now)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (!await PassTable.Spend(transaction, link, PassKind.Password, now) || !await SetPassword(transaction, id, version, becomes))
        {
            return null;
        }

        var ended = await EndSessions(transaction, id, keptSession: Guid.Empty, now);
        await transaction.CommitAsync();
        return ended;
    }

    /// <summary>
    /// Forgets the person: the row stays, so that what they said has an author. Reports of theirs and what owners did about them stay too, without the words.
    /// Answers the sessions that this ended.
    /// </summary>
    public async Task<ImmutableArray<Guid>> Erase(Guid id, DateTimeOffset now)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // Two spaces: no key of anybody's begins with them, for keys are trimmed.
        await using var forget = new NpgsqlCommand(
            """
            with marks as (delete from rostra.read_marks where user_id = $1),
                 links as (delete from rostra.passes where user_id = $1),
                 bans as (delete from rostra.bans where user_id = $1),
                 reported as (update rostra.reports set reason = null where reporter_id = $1),
                 reasons as (
                     update rostra.acts a set reason = null from rostra.changes c
                     where c.user_id = $1 and c.user_id <> c.actor and a.room_id = c.room_id and a.seq = c.seq)
            update rostra.users
            set username = $2, name_key = '  ' || id, name_skeleton = '  ' || id, email = '  ' || id, password = '', password_version = password_version + 1, deleted_at = $3
            where id = $1 and deleted_at is null
            """,
            connection,
            transaction);
        forget.Parameters.AddWithValue(id);
        forget.Parameters.AddWithValue(StoredUser.DeletedName);
        forget.Parameters.AddWithValue(now);
        await forget.ExecuteNonQueryAsync();
        var ended = await EndSessions(transaction, id, keptSession: Guid.Empty, now);
        await transaction.CommitAsync();
        return ended;
    }

    // Links for another one that lie about somewhere go with the old password: who set this one wants no other.
    private static async Task<bool> SetPassword(NpgsqlTransaction transaction, Guid id, int version, string becomes)
    {
        await using var change = new NpgsqlCommand(
            """
            with changed as (update rostra.users set password = $3, password_version = $2 + 1 where id = $1 and password_version = $2 returning id),
                 links as (delete from rostra.passes p using changed where p.user_id = changed.id and p.used_at is null)
            select count(*) from changed
            """,
            transaction.Connection,
            transaction);
        change.Parameters.AddWithValue(id);
        change.Parameters.AddWithValue(version);
        change.Parameters.AddWithValue(becomes);
        return await change.ExecuteScalarAsync() is 1L;
    }

    private static async Task<ImmutableArray<Guid>> EndSessions(NpgsqlTransaction transaction, Guid id, Guid keptSession, DateTimeOffset now)
    {
        var ended = ImmutableArray.CreateBuilder<Guid>();
        await using var end = new NpgsqlCommand(
            "update rostra.sessions set ended_at = $3, device = null, address = null where user_id = $1 and id <> $2 and ended_at is null returning id",
            transaction.Connection,
            transaction);
        end.Parameters.AddWithValue(id);
        end.Parameters.AddWithValue(keptSession);
        end.Parameters.AddWithValue(now);
        await using var reader = await end.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            ended.Add(reader.GetGuid(0));
        }

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
        new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4), row.GetInt32(5), row.GetBoolean(6));
}

using Npgsql;

namespace Rostra.Accounts;

/// <summary>The logins, as their owners list them.</summary>
internal sealed class SessionTable(AccountsDatabase database)
{
    /// <summary>
    /// False: the password that was shown is no longer the person's. The lock on the person makes one order of logins and changes of the password:
    /// a session is on the list before the change ends what is there, or the change has come before and it is refused.
    /// </summary>
    public async Task<bool> Opened(Guid id, OpenSession open, DateTimeOffset now)
    {
        await using var command = database.Source.CreateCommand("""
            with shown as materialized (select id from rostra.users where id = $2 and password_version = $6 for share),
                 opened as (
                     insert into rostra.sessions (id, user_id, created_at, used_at, device, address)
                     select $1, shown.id, $3, $3, $4, $5 from shown on conflict do nothing)
            select exists (select from shown)
            """);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(open.User.Id);
        command.Parameters.AddWithValue(now);
        command.Parameters.Add(Text(open.Device));
        command.Parameters.Add(Text(open.Address));
        command.Parameters.AddWithValue(open.PasswordVersion);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>False: it was ended there.</summary>
    public async Task<bool> Used(Guid id, string? address, DateTimeOffset now)
    {
        await using var command = database.Source.CreateCommand(
            "update rostra.sessions set used_at = $2, address = coalesce($3, address) where id = $1 and ended_at is null");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(now);
        command.Parameters.Add(Text(address));
        return await command.ExecuteNonQueryAsync() == 1;
    }

    /// <summary>False: no such session of this person stood there. Where it was used is nobody's concern any more.</summary>
    public async Task<bool> Ended(Guid id, Guid userId, DateTimeOffset now)
    {
        await using var command = database.Source.CreateCommand(
            "update rostra.sessions set ended_at = $3, device = null, address = null where id = $1 and user_id = $2 and ended_at is null");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(userId);
        command.Parameters.AddWithValue(now);
        return await command.ExecuteNonQueryAsync() == 1;
    }

    /// <summary>Those that stand, newest use first.</summary>
    public async Task<ImmutableArray<ListedSession>> Of(Guid userId, DateTimeOffset now)
    {
        await using var command = database.Source.CreateCommand("""
            select id, created_at, used_at, device, address from rostra.sessions
            where user_id = $1 and ended_at is null and used_at >= $2 and created_at >= $3
            order by used_at desc, id desc limit $4
            """);
        command.Parameters.AddWithValue(userId);
        command.Parameters.AddWithValue(now - SessionFamily.Idle);
        command.Parameters.AddWithValue(now - SessionFamily.Lifetime);
        command.Parameters.AddWithValue(ListedSession.CountMax);
        await using var reader = await command.ExecuteReaderAsync();
        var sessions = ImmutableArray.CreateBuilder<ListedSession>();
        while (await reader.ReadAsync())
        {
            sessions.Add(new(
                reader.GetGuid(0),
                reader.GetFieldValue<DateTimeOffset>(1),
                reader.GetFieldValue<DateTimeOffset>(2),
                reader.IsDBNull(3) ? null : reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetString(4)));
        }

        return sessions.DrainToImmutable();
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text };
}

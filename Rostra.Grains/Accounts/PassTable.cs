using Npgsql;

namespace Rostra.Accounts;

/// <summary>What a one-time link is for. The numbers are in the database.</summary>
internal enum PassKind
{
    Invitation = 0,
    Password = 1,
}

/// <summary>The one-time links that were made. Their secrets are not here.</summary>
internal sealed class PassTable(AccountsDatabase database)
{
    public async Task Keep(byte[] hash, PassKind kind, Guid? userId, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        // What expired long ago goes with the next one that is made: they are few.
        await using var command = database.Source.CreateCommand("""
            with forgotten as (delete from rostra.passes where expires_at < $4 - interval '30 days')
            insert into rostra.passes (hash, kind, user_id, made_at, expires_at) values ($1, $2, $3, $4, $5)
            """);
        command.Parameters.AddWithValue(hash);
        command.Parameters.AddWithValue((short)kind);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)userId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(expiresAt);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Whether it is there, not used and not too old; and whose it is.</summary>
    public async Task<(bool IsGood, Guid? UserId)> Find(byte[] hash, PassKind kind, DateTimeOffset now)
    {
        await using var command = database.Source.CreateCommand(
            "select user_id from rostra.passes where hash = $1 and kind = $2 and used_at is null and expires_at > $3");
        command.Parameters.AddWithValue(hash);
        command.Parameters.AddWithValue((short)kind);
        command.Parameters.AddWithValue(now);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? (true, reader.IsDBNull(0) ? null : reader.GetGuid(0)) : (false, null);
    }

    /// <summary>Once; false: it was used meanwhile, or is too old.</summary>
    public static async Task<bool> Spend(NpgsqlTransaction transaction, byte[] hash, PassKind kind, DateTimeOffset now)
    {
        await using var command = new NpgsqlCommand(
            "update rostra.passes set used_at = $3 where hash = $1 and kind = $2 and used_at is null and expires_at > $3", transaction.Connection, transaction);
        command.Parameters.AddWithValue(hash);
        command.Parameters.AddWithValue((short)kind);
        command.Parameters.AddWithValue(now);
        return await command.ExecuteNonQueryAsync() == 1;
    }
}

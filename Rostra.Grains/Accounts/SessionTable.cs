using Npgsql;

namespace Rostra.Accounts;

/// <summary>The logins, as their owners list them.</summary>
internal sealed class SessionTable(AccountsDatabase database)
{
    public async Task Opened(Guid id, OpenSession open, DateTimeOffset now)
    {
        await using var command = database.Source.CreateCommand("""
            insert into rostra.sessions (id, user_id, created_at, used_at, device, address) values ($1, $2, $3, $3, $4, $5) on conflict do nothing
            """);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(open.User.Id);
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue((object?)open.Device ?? DBNull.Value);
        command.Parameters.AddWithValue((object?)open.Address ?? DBNull.Value);
        await command.ExecuteNonQueryAsync();
    }

    public async Task Used(Guid id, string? address, DateTimeOffset now)
    {
        await using var command = database.Source.CreateCommand("update rostra.sessions set used_at = $2, address = coalesce($3, address) where id = $1");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(now);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)address ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync();
    }

    public async Task Ended(Guid id, DateTimeOffset now)
    {
        await using var command = database.Source.CreateCommand("update rostra.sessions set ended_at = $2 where id = $1 and ended_at is null");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(now);
        await command.ExecuteNonQueryAsync();
    }
}

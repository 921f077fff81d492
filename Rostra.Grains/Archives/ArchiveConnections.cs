using Npgsql;

namespace Rostra.Archives;

/// <summary>A connection for work that takes as long as it takes.</summary>
internal static class ArchiveConnections
{
    /// <exception cref="ArchiveException">The server does not let us in.</exception>
    public static async Task<NpgsqlConnection> Open(string connectionString, CancellationToken cancellation)
    {
        NpgsqlConnection? connection = null;
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0, ApplicationName = "rostra-archive" };
            connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch (Exception error) when (error is NpgsqlException or ArgumentException or TimeoutException)
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
            throw new ArchiveException($"The PostgreSQL server does not let us in: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    extension(NpgsqlConnection connection)
    {
        public async Task<T> Ask<T>(string sql, CancellationToken cancellation)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return (T)(await command.ExecuteScalarAsync(cancellation))!;
        }

        public async Task Do(string sql, CancellationToken cancellation)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }
}

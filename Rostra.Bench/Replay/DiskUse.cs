using Npgsql;
using Rostra.Clients;

namespace Rostra.Replay;

/// <summary>What the messages take on disk, indexes included, as Postgres counts it.</summary>
internal sealed record DiskUse(long Bytes, long Messages)
{
    public double BytesPerMessage => Messages == 0 ? 0 : (double)Bytes / Messages;

    public static async Task<DiskUse> Measure(string connectionString, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand("select pg_total_relation_size('rostra.messages'), count(*) from rostra.messages", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            return new(reader.GetInt64(0), reader.GetInt64(1));
        }
        catch (Exception fault) when (fault is NpgsqlException or ArgumentException)
        {
            throw new BenchException($"The size on disk cannot be read with --connection-string: {fault.Message}");
        }
    }
}

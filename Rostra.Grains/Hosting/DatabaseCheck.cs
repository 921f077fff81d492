using Npgsql;
using Rostra.Storage;

namespace Rostra.Hosting;

/// <summary>Whether a database will do, for a host that wants to say so in one line before it starts anything.</summary>
public static class DatabaseCheck
{
    /// <summary>What is wrong with it, in words; null: nothing.</summary>
    public static async Task<string?> FaultOf(string connectionString, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        try
        {
            await Requirements.Check(connection, cancellation);
            return null;
        }
        catch (InvalidOperationException fault)
        {
            return fault.Message;
        }
    }
}

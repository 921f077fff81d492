using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;

namespace Rostra.Accounts;

/// <summary>
/// Removes sessions that nobody can use any more, rows and grain state together, in small steps. Ids carry the time of the login, and no login outlives
/// <see cref="SessionFamily.Lifetime"/>, so the oldest ids are the dead ones and the primary key finds them.
/// </summary>
internal sealed partial class SessionCleaner(
    AccountsDatabase database, IOptions<ClusterOptions> cluster, TimeProvider time, ILogger<SessionCleaner> logger) : BackgroundService
{
    /// <summary>Sessions removed in one statement.</summary>
    public const int StepRows = 500;

    /// <summary>Clocks of gateways may differ; nobody waits for this.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Any number that nothing else locks in this database.</summary>
    public const long LockKey = 0x526F737472615365;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await RemoveSome(stoppingToken) == StepRows)
                {
                }
            }
            catch (NpgsqlException fault)
            {
                LogFault(fault);
            }
        }
    }

    /// <returns>How many were removed; none while another silo is at it.</returns>
    public async Task<int> RemoveSome(CancellationToken cancellation)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation); // The lock ends with it, however it ends.
        // Whatever Postgres expects of the dead: it takes the oldest from the key, in its order, and never gathers all of them to sort them.
        await using var enter = new NpgsqlCommand("select pg_try_advisory_xact_lock($1), set_config('enable_sort', 'off', true)", connection, transaction);
        enter.Parameters.AddWithValue(LockKey);
        if (await enter.ExecuteScalarAsync(cancellation) is not true)
        {
            return 0;
        }

        var dead = await Dead(connection, transaction, cancellation);
        await using var remove = new NpgsqlCommand(
            """
            with state as (
                delete from rostra.grain_state
                where service_id = $2 and grain_type = 'session' and id_ext = ''
                  and (id_n0, id_n1) in (select * from unnest($3::bigint[], $4::bigint[])))
            delete from rostra.sessions where id = any ($1)
            """,
            connection,
            transaction);
        remove.Parameters.AddWithValue(dead);
        remove.Parameters.AddWithValue(cluster.Value.ServiceId);
        remove.Parameters.AddWithValue(dead.Select(id => BitConverter.ToInt64(id.ToByteArray(), 0)).ToArray());
        remove.Parameters.AddWithValue(dead.Select(id => BitConverter.ToInt64(id.ToByteArray(), 8)).ToArray());
        await remove.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return dead.Length;
    }

    private async Task<Guid[]> Dead(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        // Both columns say the same, and Postgres does not know it: asked of both at once it expects next to nothing, and sorts all that there is.
        await using var find = new NpgsqlCommand(
            "select id from (select id, created_at from rostra.sessions where id < $1 order by id limit $3) oldest where created_at < $2", connection, transaction);
        var before = time.GetUtcNow() - SessionFamily.Lifetime - Margin;
        find.Parameters.AddWithValue(Guid.CreateVersion7(before));
        find.Parameters.AddWithValue(before);
        find.Parameters.AddWithValue(StepRows);
        await using var reader = await find.ExecuteReaderAsync(cancellation);
        List<Guid> ids = [];
        while (await reader.ReadAsync(cancellation))
        {
            ids.Add(reader.GetGuid(0));
        }

        return [.. ids];
    }

    [LoggerMessage(EventId = 1701, Level = LogLevel.Warning, Message = "Removing old sessions failed; it goes on later")]
    private partial void LogFault(Exception fault);
}

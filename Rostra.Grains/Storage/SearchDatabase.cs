using Npgsql;

namespace Rostra.Storage;

/// <summary>
/// Connections for looking through much to find little: searches and the list of all rooms. Apart from the readers', so that however many search, pages come as fast
/// as ever; few, and with a short limit of time: who does not get one in time, or takes too long, is told <c>busy</c>.
/// </summary>
internal sealed class SearchDatabase(string connectionString) : IAsyncDisposable
{
    /// <summary>Searches that a silo runs at once; more wait.</summary>
    public const int ConnectionsMax = 4;

    private const int WaitSecondsMax = 2;
    private const int StatementMsMax = 2_000;

    private static readonly Refusal Busy = new(RefusalCode.Busy, "Too much is being searched for; repeat the same request.", RetryAfterMs: 1_000);

    private readonly NpgsqlDataSource _source = Build(connectionString);

    /// <summary>As <see cref="Snapshot"/>. Refused <c>busy</c> where it would take too long.</summary>
    public async Task<Outcome<T>> Read<T>(IEnumerable<NpgsqlBatchCommand> queries, Func<NpgsqlDataReader, Task<Outcome<T>>> read)
    {
        try
        {
            return await Snapshot.Read(_source, queries, read);
        }
        catch (Exception fault) when (IsTooMuch(fault))
        {
            return Busy;
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static bool IsTooMuch(Exception fault) => fault
        is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled }
        or NpgsqlException { InnerException: TimeoutException }; // No connection was free in time.

    // Not prepared: what is looked for decides the plan. A look at a text is worth eight times the cost that Postgres assumes, which is that of numbers.
    private static NpgsqlDataSource Build(string connectionString) => Servers.Open(new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = "rostra-search",
        CommandTimeout = 5,
        Timeout = WaitSecondsMax,
        KeepAlive = 10,
        MaxPoolSize = ConnectionsMax,
        MaxAutoPrepare = 0,
        Options = $"-c statement_timeout={StatementMsMax} -c idle_in_transaction_session_timeout=5000 -c plan_cache_mode=force_custom_plan -c jit=off -c cpu_operator_cost=0.02 -c client_min_messages=error",
    });
}

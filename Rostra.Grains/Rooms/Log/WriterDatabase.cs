using Npgsql;
using Rostra.Storage;

namespace Rostra.Rooms.Log;

/// <summary>Connections of the log's writer. Their time limits end what a frozen silo left behind, before it holds up a room for long.</summary>
internal sealed class WriterDatabase(string connectionString) : IAsyncDisposable
{
    /// <summary>A statement's own limit; Orleans' calls and the hub's deadline are set around it.</summary>
    public static readonly TimeSpan StatementTimeout = TimeSpan.FromSeconds(3);

    public NpgsqlDataSource Source { get; } = Build(connectionString);

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private static NpgsqlDataSource Build(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "rostra-writer",
            // The server gives up first, so that the outcome is known; the driver's limit is for a server that does not answer at all.
            CommandTimeout = (int)StatementTimeout.TotalSeconds + 2,
            Timeout = 5,
            KeepAlive = 10,
            MaxPoolSize = 8,
            MaxAutoPrepare = 0,
            NoResetOnClose = true,
            // Sequential scans off and generic plans on: the statements are prepared once, perhaps on empty tables, and live for weeks.
            Options = $"-c statement_timeout={StatementTimeout.TotalMilliseconds:0} -c lock_timeout=1000 -c idle_in_transaction_session_timeout=2000 "
                + "-c synchronous_commit=on -c enable_seqscan=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan",
        };
        return Servers.Open(settings);
    }
}

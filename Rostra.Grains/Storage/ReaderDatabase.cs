using Npgsql;

namespace Rostra.Storage;

/// <summary>Connections for reading: pages, changes, lists. Apart from the writer's, so that no reader ever stands before a commit.</summary>
internal sealed class ReaderDatabase(string connectionString) : IAsyncDisposable
{
    /// <summary>Connections a silo reads with at once; more wait.</summary>
    public const int ConnectionsMax = 20;

    public NpgsqlDataSource Source { get; } = Build(connectionString);

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private static NpgsqlDataSource Build(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "rostra-reader",
            CommandTimeout = 5,
            Timeout = 5,
            KeepAlive = 10,
            MaxPoolSize = ConnectionsMax,
            MaxAutoPrepare = 40,
            AutoPrepareMinUsages = 3,
            NoResetOnClose = true, // Nothing here changes a session: the reset would be as many statements again.
            Options = "-c statement_timeout=3000 -c idle_in_transaction_session_timeout=5000",
        };
        return Servers.Open(settings);
    }
}

using Npgsql;
using Rostra.Storage;

namespace Rostra.Accounts;

/// <summary>Connections for people and their logins. Apart from the room log's, so that a flood of logins takes none from a send.</summary>
internal sealed class AccountsDatabase(string connectionString) : IAsyncDisposable
{
    private const int ConnectionsMax = 8;

    public NpgsqlDataSource Source { get; } = Build(connectionString);

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private static NpgsqlDataSource Build(string connectionString) => Servers.Open(new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = "rostra-accounts",
        CommandTimeout = 5,
        Timeout = 5,
        KeepAlive = 10,
        MaxPoolSize = ConnectionsMax,
        MaxAutoPrepare = 20,
        NoResetOnClose = true, // Nothing here changes a session: the reset would be as many statements again.
        Options = "-c statement_timeout=3000 -c lock_timeout=1000 -c idle_in_transaction_session_timeout=2000",
    });
}

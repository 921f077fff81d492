using Npgsql;
using Rostra.Storage;

namespace Rostra.Rooms;

/// <summary>The one connection by which a silo removes what is too old. Not pooled: what it holds ends with it.</summary>
internal sealed class TrimDatabase(string connectionString) : IAsyncDisposable
{
    public NpgsqlDataSource Source { get; } = Servers.Open(new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = "rostra-trimmer",
        Pooling = false,
        CommandTimeout = 10,
        Timeout = 5,
        KeepAlive = 10,
        // A frozen silo must not hold a room for long, and no room is read from end to end, however small the planner thinks its tables are.
        Options = "-c statement_timeout=5000 -c lock_timeout=1000 -c idle_in_transaction_session_timeout=2000 -c enable_seqscan=off",
    });

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}

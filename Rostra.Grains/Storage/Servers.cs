using Npgsql;

namespace Rostra.Storage;

/// <summary>What all connections of a silo have in common, whatever they are for: which server is meant where several are named, and whom to believe.</summary>
internal static class Servers
{
    /// <summary>After a failover the new primary is found so soon.</summary>
    private const int RecheckSeconds = 2;

    /// <summary>
    /// Not waited for: whoever cancels a commit that waits for its standby is told that it is done, though the standby does not have it. Without an answer the outcome is
    /// unknown, and what is then asked again waits for the standby itself.
    /// </summary>
    private const int CancellationAnswer = -1;

    /// <summary>The application's name is also the pool's, in metrics.</summary>
    public static NpgsqlDataSource Open(NpgsqlConnectionStringBuilder settings) =>
        new NpgsqlDataSourceBuilder(settings.Common().ConnectionString) { Name = settings.ApplicationName }.Build();

    extension(NpgsqlConnectionStringBuilder settings)
    {
        public NpgsqlConnectionStringBuilder Common()
        {
            (settings.CancellationTimeout, settings.HostRecheckSeconds, settings.Enlist) = (CancellationAnswer, RecheckSeconds, false);
            return settings;
        }
    }
}

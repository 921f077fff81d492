using Npgsql;
using Orleans.Serialization;
using Orleans.Storage;

namespace Rostra.Storage;

/// <summary>Where the state of single grains is kept.</summary>
internal static class GrainStorageHosting
{
    public const string ProviderName = "rostra";

    private const string Schema = "rostra";

    /// <summary>A silo's connections for it; with the log's, the readers' and the accounts' they stay well below a server's usual 100.</summary>
    private const int ConnectionsMax = 16;

    public static ISiloBuilder AddRostraGrainStorage(this ISiloBuilder silo, string connectionString) => silo.AddAdoNetGrainStorage(
        ProviderName,
        storage => storage.Configure<Serializer>((options, serializer) =>
        {
            options.Invariant = "Npgsql";
            options.ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
            {
                SearchPath = Schema,
                ApplicationName = "rostra-grain-state",
                MaxPoolSize = ConnectionsMax,
                Timeout = 5,
            }.Common().ConnectionString;
            options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer); // Fields by number: the JSON one writes type names.
        }));
}

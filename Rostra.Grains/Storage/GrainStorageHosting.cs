using Npgsql;
using Orleans.Serialization;
using Orleans.Storage;

namespace Rostra.Storage;

/// <summary>Where the state of single grains is kept.</summary>
internal static class GrainStorageHosting
{
    public const string ProviderName = "rostra";

    private const string Schema = "rostra";

    public static ISiloBuilder AddRostraGrainStorage(this ISiloBuilder silo, string connectionString) => silo.AddAdoNetGrainStorage(
        ProviderName,
        storage => storage.Configure<Serializer>((options, serializer) =>
        {
            options.Invariant = "Npgsql";
            options.ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = Schema, ApplicationName = "rostra-grain-state" }.ConnectionString;
            options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer); // Fields by number: the JSON one writes type names.
        }));
}

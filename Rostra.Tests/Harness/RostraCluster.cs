using Microsoft.Extensions.Configuration;
using Npgsql;
using Orleans.TestingHost;
using Rostra.Hosting;
using Rostra.Rooms;
using Rostra.Users;
using Xunit;

namespace Rostra.Harness;

/// <summary>
/// Silos of a test's own on a database of its own. Orleans' TestCluster: real grains, real Postgres, silos in this process; its grain directory is the
/// strongly consistent one, which production does not use, so what is shown here about a dying silo is about the log and not about the directory.
/// </summary>
public sealed class RostraCluster : IAsyncDisposable
{
    private readonly TestCluster _cluster;
    private readonly NpgsqlDataSource _database;

    private RostraCluster(TestCluster cluster, string connectionString)
    {
        _cluster = cluster;
        _database = NpgsqlDataSource.Create(connectionString);
    }

    public IGrainFactory Grains => _cluster.GrainFactory;

    /// <param name="settings">As <c>Rostra:Limits:RoomsMax</c>.</param>
    public static async Task<RostraCluster> Start(PostgresServer postgres, short silos = 1, IReadOnlyDictionary<string, string>? settings = null)
    {
        var connectionString = await postgres.CreateDatabase(TestContext.Current.CancellationToken);
        var builder = new TestClusterBuilder(silos);
        builder.Properties["ConnectionStrings:Postgres"] = connectionString;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            builder.Properties[name] = value;
        }
        builder.AddSiloBuilderConfigurator<Silo>();
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new RostraCluster(cluster, connectionString);
    }

    /// <summary>A person with an account that nobody can log in to: grains trust who they are told.</summary>
    public async Task<UserRef> Person(string name)
    {
        var person = new UserRef(Guid.NewGuid(), name);
        await using var insert = _database.CreateCommand("""
            insert into rostra.users (id, username, name_key, name_skeleton, email, password, created_at)
            values ($1, $2, $2, $2, $2 || '@example.org', '-', now())
            """);
        insert.Parameters.AddWithValue(person.Id);
        insert.Parameters.AddWithValue(name);
        await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return person;
    }

    /// <summary>A room with its owner in it: the head is 1.</summary>
    public async Task<TestRoom> NewRoom(UserRef owner)
    {
        var id = Guid.NewGuid();
        var created = await Grains.User(owner.Id).CreateRoom(new CreateRoom(owner, id, $"room {id:N}", null));
        Assert.Null(created.Refusal);
        return new TestRoom(Grains, id);
    }

    public async Task<T> Ask<T>(string sql, params object[] parameters)
    {
        await using var command = _database.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.AddWithValue(parameter);
        }
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Kills the silo, without a goodbye, that hosts the room.</summary>
    public async Task KillSiloOf(TestRoom room)
    {
        var management = Grains.GetGrain<IManagementGrain>(0);
        var address = await management.GetActivationAddress(Grains.Room(room.Id));
        await _cluster.KillSiloAsync(_cluster.Silos.Single(silo => silo.SiloAddress.Equals(address)));
    }

    public T Observe<T>(T observer)
        where T : IGrainObserver => Grains.CreateObjectReference<T>(observer);

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        await _database.DisposeAsync();
    }

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) =>
            siloBuilder.AddRostraGrains(siloBuilder.Configuration.GetConnectionString("Postgres")!);
    }
}

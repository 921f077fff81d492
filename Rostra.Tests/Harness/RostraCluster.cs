using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Rostra.Users;

namespace Rostra.Testing;

/// <summary>
/// Rostra in this process: silos and gateways as production composes them, each a host of its own with its own sockets, on a real Postgres with a database of its own.
/// The grain directory is Orleans' default one, as in production. Membership is a table in this process (production: Redis) that survives every silo.
/// What one process cannot show: a hung or paused process, a network that drops packets, and Redis itself.
/// </summary>
public sealed partial class RostraCluster : IAsyncDisposable
{
    private readonly ClusterSetup _setup;
    private readonly MembershipRegistry _membership = new();
    private readonly List<TestSilo> _silos = [];
    private readonly List<TestGateway> _gateways = [];
    private readonly List<Person> _persons = [];
    private readonly NpgsqlDataSource _database;
    private IHost? _client;

    private RostraCluster(ClusterSetup setup, string connectionString)
    {
        _setup = setup;
        ConnectionString = connectionString;
        _database = NpgsqlDataSource.Create(connectionString);
    }

    public IReadOnlyList<TestSilo> Silos => _silos;

    public IReadOnlyList<TestGateway> Gateways => _gateways;

    /// <summary>Grains, as a client of the cluster that outlives each silo.</summary>
    public IGrainFactory Grains => (_client?.Services ?? _gateways[0].Services).GetRequiredService<IGrainFactory>();

    /// <summary>The clock that all hosts follow; each may be put forward or back from it.</summary>
    public ShiftedTime Time { get; } = new();

    /// <summary>What the hosts say of themselves.</summary>
    public LogBook Log { get; } = new();

    /// <summary>The database, without any proxy.</summary>
    public string ConnectionString { get; }

    public static async Task<RostraCluster> Start(PostgresServer postgres, int silos = 1, int gateways = 0, Action<ClusterSetup>? setup = null)
    {
        var cluster = await New(postgres, setup, isTogether: false);
        try
        {
            await cluster.AddSilo(); // The first one migrates.
            await Task.WhenAll(Enumerable.Range(1, silos - 1).Select(_ => cluster.AddSilo()));
            await Task.WhenAll(cluster._silos.Select(silo => silo.LooksAtMembership()));
            cluster._client = await cluster.StartClient();
            for (var i = 0; i < gateways; i++)
            {
                await cluster.AddGateway();
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>One silo and one gateway in one host, as <c>Rostra.Standalone</c> has them; the quickest to start.</summary>
    public static async Task<RostraCluster> Standalone(PostgresServer postgres, Action<ClusterSetup>? setup = null)
    {
        var cluster = await New(postgres, setup, isTogether: true);
        try
        {
            await cluster.StartTogether();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    private static async Task<RostraCluster> New(PostgresServer postgres, Action<ClusterSetup>? configure, bool isTogether)
    {
        var setup = new ClusterSetup { IsTogether = isTogether };
        configure?.Invoke(setup);
        return new RostraCluster(setup, setup.ConnectionString ?? await postgres.CreateDatabase());
    }

    /// <summary>A person with an account that nobody can log in to: grains trust who they are told.</summary>
    public async Task<UserRef> User(string name)
    {
        var user = new UserRef(Guid.NewGuid(), name);
        await using var insert = _database.CreateCommand("""
            insert into rostra.users (id, username, name_key, name_skeleton, email, password, created_at)
            values ($1, $2, $2, $2, $2 || '@example.org', '-', now())
            """);
        insert.Parameters.AddWithValue(user.Id);
        insert.Parameters.AddWithValue(name);
        await insert.ExecuteNonQueryAsync();
        return user;
    }

    /// <summary>A room with its owner in it, straight at the grains: the head is 1.</summary>
    public async Task<TestRoom> NewRoom(UserRef owner)
    {
        var id = Guid.NewGuid();
        var created = await Grains.User(owner.Id).CreateRoom(new Rooms.CreateRoom(owner, id, $"room {id:N}", null));
        return created.Refusal is null ? new TestRoom(Grains, id) : throw new UnexpectedAnswerException($"No room: {created.Refusal.Message}");
    }

    /// <summary>Somebody with an account and an open tab at one of the gateways.</summary>
    public async Task<Person> Person(string name, int gateway = 0)
    {
        if (_gateways.Count == 0)
        {
            throw new InvalidOperationException("A person needs a gateway: start the cluster with gateways: 1, or ask for a User and call the grains.");
        }

        var person = new Person(this, await _gateways[gateway].Register(name));
        _persons.Add(person);
        await person.OpenTab(gateway);
        return person;
    }

    /// <summary>Asks the database itself.</summary>
    public async Task<T> Ask<T>(string sql, params object[] parameters)
    {
        await using var command = _database.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.AddWithValue(parameter);
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The room's log as it stands in the two tables: dense or not.</summary>
    public Task<long[]> LogOf(Guid roomId) => Ask<long[]>("""
        select coalesce(array_agg(seq order by seq), '{}') from (
            select id as seq from rostra.messages where room_id = $1 union all select seq from rostra.changes where room_id = $1) as log
        """, roomId);

    public T Observe<T>(T observer)
        where T : IGrainObserver => Grains.CreateObjectReference<T>(observer);

    public async ValueTask DisposeAsync()
    {
        foreach (var person in _persons)
        {
            await person.DisposeAsync();
        }

        foreach (var gateway in _gateways)
        {
            await gateway.DisposeAsync();
        }

        if (_client is not null)
        {
            await _client.StopAsync();
            _client.Dispose();
        }

        await Task.WhenAll(_silos.Select(silo => silo.End().AsTask()));
        await _database.DisposeAsync();
        Log.Dispose();
    }
}

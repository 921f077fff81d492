using System.Diagnostics;
using Npgsql;
using Rostra.Clients;
using Rostra.Topology;
using Xunit;

namespace Rostra.Faults;

/// <summary>A gateway that dies with a thousand sockets at it, while people write: all of them go on at the other one, and miss nothing.</summary>
[Collection(nameof(Processes))]
[Trait("Set", "long")]
[Trait("Fault", "F4")]
public sealed class GatewayCrowdTests
{
    private const int Rooms = 10;
    private const int PeoplePerRoom = 10;
    private const int SocketsPerPerson = 10;
    private const int Sockets = Rooms * PeoplePerRoom * SocketsPerPerson;
    private const int MostOf = Sockets * 95 / 100;
    private const int AtOnceMax = 8;

    /// <summary>5 s are asked for, and are measured on a machine that has time; see docs/reliability.md.</summary>
    private static readonly TimeSpan LiveMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_sockets_of_a_killed_gateway_are_caught_up_elsewhere_within_seconds()
    {
        await using var cluster = await LocalCluster.Start(new ClusterPlan { Silos = 2, Gateways = 2, Durable = false }, Cancellation);
        using var dying = new Api(cluster.Gateways[0].Url, Sockets);
        using var other = new Api(cluster.Gateways[1].Url, Sockets);
        using var balancer = new Api(cluster.Url, Sockets);
        var people = await Register(other);
        var rooms = await Meet(other, people);
        var crowd = people.SelectMany((person, at) => Enumerable.Range(0, SocketsPerPerson).Select(_ => new CrowdMember(person, rooms[at / PeoplePerRoom], dying, balancer))).ToList();

        using var silence = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var living = crowd.ConvertAll(member => Task.Run(() => member.Run(stopping.Token), CancellationToken.None));
        await Until(crowd, Sockets, since: 0);
        var said = rooms.Select((room, at) => Speak(other, people[at * PeoplePerRoom], room, silence.Token)).ToList();
        await Task.Delay(SayEvery * 5, Cancellation);

        var (moment, before) = (Stopwatch.GetTimestamp(), crowd.Sum(member => member.Failures));
        await cluster.Gateways[0].Kill();
        await Until(crowd, MostOf, moment);
        var most = Stopwatch.GetElapsedTime(moment);
        await Until(crowd, Sockets, moment);
        var all = Stopwatch.GetElapsedTime(moment);
        await Task.Delay(SayEvery * 3, Cancellation);
        await silence.CancelAsync();
        var acked = (await Task.WhenAll(said)).Sum();
        await UntilAllKnow(crowd, cluster, rooms);
        await stopping.CancelAsync();
        Say($"{MostOf} of {Sockets} are live and caught up after {most}, all after {all}; sockets that were cut or refused {crowd.Sum(member => member.Failures) - before}; {acked} messages acknowledged");
        await Task.WhenAll(living);

        Assert.All(crowd, member => Assert.Equal(0, member.Resets));
        await using var connection = new NpgsqlConnection(cluster.Postgres.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var count = new NpgsqlCommand("select count(*) from rostra.messages", connection);
        Assert.Equal(acked, (long)(await count.ExecuteScalarAsync(Cancellation))!);
        Assert.True(most < LiveMax, $"{most}");
    }

    private static async Task<List<Account>> Register(Api api)
    {
        var people = Enumerable.Range(0, Rooms * PeoplePerRoom).Select(at => new Account($"crowd {at}", $"crowd{at}@example.org", "correct horse 9")).ToList();
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = AtOnceMax, CancellationToken = Cancellation }, async (person, token) => await person.Enter(api, token));
        return people;
    }

    private static async Task<List<Guid>> Meet(Api api, List<Account> people)
    {
        var rooms = new List<Guid>();
        foreach (var together in people.Chunk(PeoplePerRoom))
        {
            var made = await api.Post<Room>("/api/rooms", await together[0].Token(api, Cancellation), new { name = $"crowd {rooms.Count}" }, Cancellation);
            rooms.Add(made.OrThrow("Making a room").Id);
            foreach (var person in together.Skip(1))
            {
                (await api.Post<Room>($"/api/rooms/{rooms[^1]}/join", await person.Token(api, Cancellation), new { }, Cancellation)).OrThrow("Joining");
            }
        }

        return rooms;
    }

    /// <summary>One message after another, repeated until it is acknowledged. Answers how many were.</summary>
    private static async Task<long> Speak(Api api, Account person, Guid room, CancellationToken stopping)
    {
        var token = await person.Token(api, Cancellation);
        for (var acked = 0L; ; acked++)
        {
            var message = new { clientId = Guid.CreateVersion7(), text = "as long as it lasts" };
            (await Patience.Usual.Insist(() => api.Post<Posted>($"/api/rooms/{room}/messages", token, message, Cancellation), Cancellation)).OrThrow("Sending");
            if (stopping.IsCancellationRequested)
            {
                return acked + 1;
            }

            await Task.Delay(SayEvery, Cancellation);
        }
    }

    /// <summary>Completes when so many are live and caught up that came back since.</summary>
    private static async Task Until(List<CrowdMember> crowd, int count, long since)
    {
        while (crowd.Count(member => member.UpSince > since) < count)
        {
            await Task.Delay(LookEvery, Cancellation); // Other people's sockets: nothing tells.
        }
    }

    /// <summary>Completes when each of them was told everything up to its room's head.</summary>
    private static async Task UntilAllKnow(List<CrowdMember> crowd, LocalCluster cluster, List<Guid> rooms)
    {
        await using var connection = new NpgsqlConnection(cluster.Postgres.ConnectionString);
        await connection.OpenAsync(Cancellation);
        foreach (var (at, room) in rooms.Index())
        {
            await using var head = new NpgsqlCommand("select last_seq from rostra.room_heads where room_id = $1", connection) { Parameters = { new() { Value = room } } };
            var last = (long)(await head.ExecuteScalarAsync(Cancellation))!;
            while (crowd.Skip(at * PeoplePerRoom * SocketsPerPerson).Take(PeoplePerRoom * SocketsPerPerson).Any(member => member.Known < last))
            {
                await Task.Delay(LookEvery, Cancellation);
            }
        }
    }

    private static void Say(string what) => TestContext.Current.SendDiagnosticMessage($"{TestContext.Current.TestMethod?.MethodName}: {what}.");
}

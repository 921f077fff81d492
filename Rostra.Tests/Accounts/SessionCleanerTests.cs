using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Rostra.Testing;
using Rostra.Users;
using Xunit;

namespace Rostra.Accounts;

[Trait("Set", "slow")]
public sealed class SessionCleanerTests(PostgresServer postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Logins_that_are_over_for_good_leave_nothing_behind_and_others_stay()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        var (host, time) = (rostra.Gateways[0], rostra.Time);
        await using var database = NpgsqlDataSource.Create(rostra.ConnectionString);
        var cleaner = host.Services.GetRequiredService<SessionCleaner>();
        var ada = await host.Register();
        var alan = await host.Register();

        time.Skip(SessionFamily.Lifetime);
        var grace = await host.Register();
        Assert.Equal(0, await cleaner.RemoveSome(Cancellation));
        Assert.Equal((3L, 3L), await Counts(database));

        time.Skip(TimeSpan.FromDays(1.1));
        Assert.Equal(2, await cleaner.RemoveSome(Cancellation));

        Assert.Equal((1L, 1L), await Counts(database));
        Assert.Equal(grace.SessionId, await Ask<Guid>(database, "select id from rostra.sessions"));
        Assert.True((await host.Services.GetRequiredService<IGrainFactory>().Session(grace.SessionId).KeepTicket(new SocketTicket([1], new UserRef(grace.Id, grace.Name), time.GetUtcNow()))));
    }

    [Fact]
    public async Task One_silo_at_a_time_removes_them_in_steps()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        var (host, time) = (rostra.Gateways[0], rostra.Time);
        await using var database = NpgsqlDataSource.Create(rostra.ConnectionString);
        var cleaner = host.Services.GetRequiredService<SessionCleaner>();
        var before = time.GetUtcNow() - SessionFamily.Lifetime - TimeSpan.FromDays(2);
        await using (var insert = database.CreateCommand("insert into rostra.sessions (id, user_id, created_at, used_at) select id, id, $2, $2 from unnest($1) as id"))
        {
            insert.Parameters.AddWithValue(Enumerable.Range(0, SessionCleaner.StepRows + 1).Select(_ => Guid.CreateVersion7(before)).ToArray());
            insert.Parameters.AddWithValue(before);
            await insert.ExecuteNonQueryAsync(Cancellation);
        }

        await using (var other = await database.OpenConnectionAsync(Cancellation))
        await using (var transaction = await other.BeginTransactionAsync(Cancellation))
        {
            await using var enter = new NpgsqlCommand("select pg_advisory_xact_lock($1)", other, transaction);
            enter.Parameters.AddWithValue(SessionCleaner.LockKey);
            await enter.ExecuteNonQueryAsync(Cancellation);
            Assert.Equal(0, await cleaner.RemoveSome(Cancellation));
        }

        Assert.Equal(SessionCleaner.StepRows, await cleaner.RemoveSome(Cancellation));
        Assert.Equal(1, await cleaner.RemoveSome(Cancellation));
        Assert.Equal(0, await cleaner.RemoveSome(Cancellation));
    }

    private static async Task<(long Rows, long States)> Counts(NpgsqlDataSource database) => (
        await Ask<long>(database, "select count(*) from rostra.sessions"),
        await Ask<long>(database, "select count(*) from rostra.grain_state where grain_type = 'session'"));

    private static async Task<T> Ask<T>(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}

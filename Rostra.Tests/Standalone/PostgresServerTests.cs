using Npgsql;
using Rostra.Testing;
using Xunit;

namespace Rostra.Standalone;

public sealed class PostgresServerTests(PostgresServer server)
{
    [Fact]
    public async Task Each_test_has_a_database_of_its_own()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var mine = NpgsqlDataSource.Create(await server.CreateDatabase());
        await using var other = NpgsqlDataSource.Create(await server.CreateDatabase());

        await using (var create = mine.CreateCommand("CREATE TABLE t ()"))
        {
            await create.ExecuteNonQueryAsync(cancellation);
        }

        await using var look = other.CreateCommand("SELECT to_regclass('t')::text");
        Assert.IsType<DBNull>(await look.ExecuteScalarAsync(cancellation));
    }
}

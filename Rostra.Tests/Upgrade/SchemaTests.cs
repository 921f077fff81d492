using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Rostra.Storage;
using Rostra.Testing;
using Xunit;

namespace Rostra.Upgrade;

/// <summary>What each Rostra left behind, from the first one on, is what today's goes on with.</summary>
public sealed class SchemaTests(PostgresServer postgres)
{
    /// <summary>Columns, keys and indexes of the schema, but for the list of migrations and who owns what.</summary>
    private const string Shape = """
        select string_agg(line, E'\n' order by line) from (
            select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) as line
            from information_schema.columns where table_schema = 'rostra' and table_name <> 'schema_versions'
            union all select indexdef from pg_indexes where schemaname = 'rostra' and tablename <> 'schema_versions') as lines
        """;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "schemas");
    private static readonly Guid Room = Guid.Parse("10000000-0000-4000-8000-000000000001");

    public static TheoryData<string> Dumps => [.. Directory.GetFiles(Folder, "*.sql").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Dumps))]
    public async Task A_database_of_an_older_version_is_brought_up_to_date_and_goes_on(string dump)
    {
        var old = await Loaded(dump);
        await using var rostra = await RostraCluster.Standalone(postgres, setup => setup.ConnectionString = old);

        Assert.Equal(await FreshShape(), await rostra.Ask<string>(Shape));
        Assert.Equal(Migrator.Scripts, await rostra.Ask<string[]>("select array_agg(scriptname::text order by scriptname) from rostra.schema_versions"));
        Assert.Equal("5d1f0f3a-0000-4000-8000-000000000001", await rostra.Ask<string>("select value from rostra.meta where key = 'epoch'"));
        Assert.Equal(Enumerable.Range(1, 7).Select(seq => (long)seq), await rostra.LogOf(Room));
        if (string.CompareOrdinal(dump, "0002") > 0)
        {
            await AdaGoesOn(rostra);
        }
    }

    [Fact]
    public void There_is_a_dump_of_every_schema_up_to_the_last_one_that_has_one()
    {
        var dumps = Directory.GetFiles(Folder, "*.sql").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();

        Assert.True(dumps.Count >= 6);
        Assert.Equal(Migrator.Scripts.Take(dumps.Count).Select(script => string.Join('.', script.Split('.')[^2..])), dumps);
    }

    private static async Task AdaGoesOn(RostraCluster rostra)
    {
        using var client = rostra.Gateways[0].Client();
        using var login = await client.PostAsJsonAsync("/api/auth/login", new { username = "ADA", password = TestAccount.Password }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await login.Json()).GetProperty("accessToken").GetString());

        var page = await client.GetFromJsonAsync<JsonElement>($"/api/rooms/{Room}/messages", Cancellation);
        Assert.Equal(["said better\nin two lines, ½ ∆ 👍", ""], page.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("text").GetString()));
        var found = await client.GetFromJsonAsync<JsonElement>($"/api/rooms/{Room}/search?q=lines", Cancellation);
        Assert.Equal(1, found.GetProperty("hits").GetArrayLength());
        using var sent = await client.PostAsJsonAsync($"/api/rooms/{Room}/messages", new { clientId = Guid.CreateVersion7(), text = "still here" }, Cancellation);
        Assert.Equal(8, (await sent.Json()).GetProperty("message").GetProperty("id").GetInt64());
        using var again = await client.PostAsJsonAsync(
            $"/api/rooms/{Room}/messages", new { clientId = "d0000000-0000-4000-8000-000000000003", text = "first body wins" }, Cancellation);
        Assert.Equal(3, (await again.Json()).GetProperty("message").GetProperty("id").GetInt64());
    }

    private async Task<string> Loaded(string dump)
    {
        var database = await postgres.CreateDatabase();
        await Run(database, "create extension pg_trgm; create extension btree_gin", await File.ReadAllTextAsync(Path.Combine(Folder, dump), Cancellation));
        return database;
    }

    private async Task<string> FreshShape()
    {
        var database = await postgres.CreateDatabase();
        await Run(database, "create extension pg_trgm; create extension btree_gin");
        await new Migrator(database, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<Migrator>.Instance).Run(Cancellation);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await using var shape = source.CreateCommand(Shape);
        return (string)(await shape.ExecuteScalarAsync(Cancellation))!;
    }

    private static async Task Run(string database, params string[] statements)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        foreach (var statement in statements)
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(Cancellation);
        }
    }
}

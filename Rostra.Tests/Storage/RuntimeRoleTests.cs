using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rostra.Architecture;
using Rostra.Hosting;
using Rostra.Rooms;
using Rostra.Search;
using Rostra.Testing;
using Xunit;

namespace Rostra.Storage;

/// <summary>The role of <c>deploy/postgres/runtime-role.sql</c> is enough for all that silos do, and for nothing else.</summary>
public sealed class RuntimeRoleTests(PostgresServer postgres)
{
    private const string RolesPassword = "only rows, and no tables";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_it_people_talk_search_look_after_their_rooms_and_leave()
    {
        var (limited, _) = await Prepared();
        await using var rostra = await RostraCluster.Standalone(postgres, setup => setup.ConnectionString = limited);
        var host = rostra.Gateways[0];
        var (ada, ben, mia) = (await host.Register(), await host.Register(), await host.Register());
        var room = await ada.Creates();
        await ben.Joins(room);
        await mia.Joins(room);
        await using var socket = await ben.Greets();
        var said = await ada.Says(room, "what a limited role may keep");
        await socket.Hears(room, said);
        await ada.Asks(HttpMethod.Patch, $"/api/rooms/{room}/messages/{said}", new { text = "what a limited role may keep, changed" });
        await ben.Asks(HttpMethod.Put, $"/api/rooms/{room}/messages/{said}/reactions/{Uri.EscapeDataString("👍")}");
        await ben.Asks(HttpMethod.Post, $"/api/rooms/{room}/messages/{said}/report", new { reason = "a try" }, HttpStatusCode.NoContent);
        Assert.Single((await ben.Asks(HttpMethod.Get, $"/api/rooms/{room}/search?q=limited")).GetProperty("hits").EnumerateArray());
        await ada.Asks(HttpMethod.Put, $"/api/rooms/{room}/bans/{mia.Id}", new { reason = "a try" }, HttpStatusCode.NoContent);
        await ada.Asks(HttpMethod.Delete, $"/api/rooms/{room}/bans/{mia.Id}", expected: HttpStatusCode.NoContent);
        await ada.Asks(HttpMethod.Delete, $"/api/rooms/{room}/messages/{said}");
        await ben.Asks(HttpMethod.Put, "/api/auth/me/preferences", new { crt = true });
        Assert.Equal(HttpStatusCode.OK, await ben.Refreshes());
        await (await ben.LogsInAgain()).Asks(HttpMethod.Delete, "/api/auth/sessions", expected: HttpStatusCode.NoContent);
        await ada.Asks(HttpMethod.Post, "/api/admin/password-links", new { username = mia.Name }, HttpStatusCode.Created);
        await mia.Asks(HttpMethod.Delete, "/api/auth/me", new { password = TestAccount.Password }, HttpStatusCode.NoContent);
        await ada.Asks(HttpMethod.Delete, $"/api/rooms/{room}", expected: HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task It_may_do_what_is_done_in_the_background()
    {
        var (limited, _) = await Prepared();
        await using var readers = new ReaderDatabase(limited);

        await new SearchTender(readers, TimeProvider.System, NullLogger<SearchTender>.Instance).Empty(Cancellation);
        await new RoomEraser(readers, TimeProvider.System, NullLogger<RoomEraser>.Instance).EraseOne(Cancellation);
    }

    [Fact]
    public async Task It_may_do_nothing_else()
    {
        var (limited, _) = await Prepared();
        foreach (var statement in new[]
        {
            "create table rostra.mine (id int)",
            "create table public.mine (id int)",
            "create schema mine",
            "drop table rostra.messages",
            "truncate rostra.messages",
            "alter table rostra.users add column mine text",
            "drop index rostra.messages_search",
            "alter table rostra.messages disable trigger all",
            "create function rostra.mine() returns int language sql as 'select 1'",
            "create or replace function rostra.empty_search_list() returns bigint language sql as 'select 1::bigint'",
            "delete from rostra.schema_versions",
            "update rostra.orleansquery set querytext = ''",
            "update rostra.meta set value = ''",
            "create role mine",
            "copy rostra.users to program 'cat'",
            "select pg_read_file('postgresql.conf')",
        })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => Run(limited, statement));
            Assert.True(refused.SqlState is PostgresErrorCodes.InsufficientPrivilege, $"{statement}: {refused.Message}");
        }
    }

    [Fact]
    public async Task A_start_that_would_have_to_migrate_says_who_must()
    {
        var (limited, owner) = await Prepared();
        await Run(owner, $"delete from rostra.schema_versions where scriptname = '{Migrator.Scripts[^1]}'");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => SchemaUpgrade.Run(limited, Cancellation));

        Assert.Contains(Migrator.Scripts[^1], refused.Message, StringComparison.Ordinal);
        Assert.Contains("--migrate-only", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A database whose schema belongs to an owner that is no superuser, made by that owner.</summary>
    private async Task<(string Limited, string Owner)> Prepared()
    {
        var administrator = await postgres.CreateDatabase();
        var database = new NpgsqlConnectionStringBuilder(administrator).Database;
        var owner = $"owner_of_{database}";
        await Run(administrator, $"create role {owner} login password '{RolesPassword}'", $"grant create on database {database} to {owner}");
        var owners = As(administrator, owner);
        await SchemaUpgrade.Run(owners, Cancellation);
        await Run(administrator, await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "postgres", "runtime-role.sql"), Cancellation), $"alter role rostra_runtime password '{RolesPassword}'");
        return (As(administrator, "rostra_runtime"), owners);
    }

    private static string As(string administrator, string role) => new NpgsqlConnectionStringBuilder(administrator) { Username = role, Password = RolesPassword }.ConnectionString;

    private static async Task Run(string connectionString, params string[] statements)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        foreach (var statement in statements)
        {
            await using var command = database.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(Cancellation);
        }
    }
}

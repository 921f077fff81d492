using Npgsql;
using Rostra.Clients;
using Rostra.Testing;
using Xunit;

namespace Rostra.Archives;

/// <summary>A backup under load, restored elsewhere, with load again: every message compared.</summary>
public sealed class BackupTests(PostgresServer postgres) : IDisposable
{
    private const string Messages = "select room_id, id, client_id, author_id, text, sent_at, edited_at, deleted_at, changed_seq from rostra.messages";
    private readonly TestDirectory _directory = new("rostra-backup-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_was_said_before_is_there_what_is_there_was_said_and_clients_begin_anew()
    {
        var file = Path.Combine(_directory.Path, "all.backup");
        Position position;
        Guid room;
        Dictionary<long, Row> before, after;
        Manifest manifest;
        await using (var first = await RostraCluster.Standalone(postgres))
        {
            await using var ann = await Open(first, "ann");
            room = (await ann.CreateRoom("lobby", cancellation: Cancellation)).Id;
            var edited = await ann.Send(room, "said wrongly", cancellation: Cancellation);
            await ann.Edit(room, edited.Message.Id, "said better", Cancellation);
            await ann.React(room, edited.Message.Id, "🔥", cancellation: Cancellation);
            var gone = await ann.Send(room, "to be forgotten", cancellation: Cancellation);
            await ann.Delete(room, gone.Message.Id, Cancellation);
            using var enough = new CancellationTokenSource();
            var talking = Talk(ann, room, enough.Token);
            before = await RowsOf(first.ConnectionString);

            manifest = await Backup(first.ConnectionString, file);

            after = await RowsOf(first.ConnectionString);
            await enough.CancelAsync();
            Assert.NotEmpty(await talking);
            position = new Position(manifest.Epoch, new Dictionary<Guid, long> { [room] = after.Keys.Max() });
        }

        var elsewhere = await postgres.CreateDatabase();
        await Restore(elsewhere, file);

        var restored = await RowsOf(elsewhere);
        Assert.Equal(manifest.RowsOf("messages"), restored.Count);
        Assert.All(before, row => Assert.Equal(row.Value, restored[row.Key]));
        Assert.All(restored, row => Assert.Equal(after[row.Key], row.Value));
        await using var second = await RostraCluster.Standalone(postgres, setup => setup.ConnectionString = elsewhere);
        var log = await second.LogOf(room);
        Assert.Equal(Enumerable.Range(1, log.Length).Select(seq => (long)seq), log);
        Assert.NotEqual(manifest.Epoch.ToString(), await second.Ask<string>("select value from rostra.meta where key = 'epoch'"));

        await using var back = await Open(second, "ann", position);
        await foreach (var happened in back.Listen(Cancellation))
        {
            Assert.Equal(log.Length, Assert.IsType<RoomReset>(happened).Seq);
            break;
        }

        Assert.Equal(log.Length + 1, (await back.Send(room, "after all", cancellation: Cancellation)).Message.Id);
        Assert.Equal("said better", (await second.Ask<string>("select text from rostra.messages where room_id = $1 order by id limit 1", room)));
    }

    [Fact]
    public async Task What_cannot_be_restored_is_refused_and_nothing_is_kept()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        await rostra.Person("ann");
        var file = Path.Combine(_directory.Path, "all.backup");
        await Backup(rostra.ConnectionString, file);

        Assert.Contains("holds 1 accounts already", await Refused(rostra.ConnectionString, file), StringComparison.Ordinal);

        var empty = await postgres.CreateDatabase();
        var bytes = await File.ReadAllBytesAsync(file, Cancellation);
        await File.WriteAllBytesAsync(file + ".short", bytes[..^100], Cancellation);
        Assert.Contains("only the beginning", await Refused(empty, file + ".short"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(file + ".text", "hello", Cancellation);
        Assert.Contains("no backup of Rostra", await Refused(empty, file + ".text"), StringComparison.Ordinal);
        Assert.Contains("damaged", await Refused(empty, Changed(file, "tables/users", [1, 2, 3])), StringComparison.Ordinal);
        var newer = Changed(file, "manifest.json", System.Text.Encoding.UTF8.GetBytes(
            """{"format":1,"version":"9.9","migrations":["Rostra.Storage.Migrations.9999_later.sql"],"postgres":"17","epoch":"6f1f5f67-3f6a-4f0e-9e2b-111111111111","takenAt":"2026-01-01T00:00:00Z","tables":[]}"""));
        Assert.Contains("made by Rostra 9.9, which is newer", await Refused(empty, newer), StringComparison.Ordinal);

        await Restore(empty, file); // None of it was kept, so it is empty still.
        Assert.Equal(1L, await Ask(empty, "select count(*) from rostra.users"));
        Assert.Contains("no Rostra", (await Assert.ThrowsAsync<ArchiveException>(async () => await Backup(await postgres.CreateDatabase(), file + ".none"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_keeps_the_epoch_and_every_row()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);
        await using var ann = await Open(rostra, "ann");
        var room = await ann.CreateRoom("lobby", cancellation: Cancellation);
        await ann.Send(room.Id, "here", cancellation: Cancellation);
        var elsewhere = await postgres.CreateDatabase();

        var moved = await DatabaseMove.Copy(rostra.ConnectionString, elsewhere, null, Cancellation);

        Assert.Equal(moved.Epoch.ToString(), await Ask(elsewhere, "select value from rostra.meta where key = 'epoch'"));
        Assert.Equal(await RowsOf(rostra.ConnectionString), await RowsOf(elsewhere));
        foreach (var table in moved.Tables)
        {
            Assert.Equal(table.Rows, await Ask(elsewhere, $"select count(*) from rostra.{table.Name}"));
        }

        Assert.Contains("Choose an empty place", (await Assert.ThrowsAsync<ArchiveException>(() => DatabaseMove.Copy(rostra.ConnectionString, elsewhere, null, Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_the_schema_is_counted_outside_of_the_tables()
    {
        await using var rostra = await RostraCluster.Standalone(postgres);

        Assert.Equal(0L, await rostra.Ask<long>("select count(*) from pg_class where relnamespace = 'rostra'::regnamespace and relkind in ('S', 'm', 'p') and relname not like 'schema_versions_%'"));
    }

    private static async Task<List<Posted>> Talk(RostraClient client, Guid room, CancellationToken enough)
    {
        var said = new List<Posted>();
        while (!enough.IsCancellationRequested)
        {
            said.AddRange(await Task.WhenAll(Enumerable.Range(0, 8).Select(i => client.Send(room, $"{said.Count} {i} \\ \t ∆", cancellation: Cancellation))));
        }

        return said;
    }

    private static Task<RostraClient> Open(RostraCluster rostra, string name, Position? position = null) => RostraClient.Open(
        new() { Url = new Uri(rostra.Gateways[0].Url), Username = name, Email = $"{name}@example.org", Password = TestAccount.Password, Position = position }, Cancellation);

    private static async Task<Manifest> Backup(string database, string path)
    {
        await using var file = File.Create(path);
        return await DatabaseArchive.Write(database, file, null, Cancellation);
    }

    private static async Task Restore(string database, string path)
    {
        await using var file = File.OpenRead(path);
        await DatabaseArchive.Restore(database, file, null, Cancellation);
    }

    private static async Task<string> Refused(string database, string path) => (await Assert.ThrowsAsync<ArchiveException>(() => Restore(database, path))).Message;

    private static string Changed(string path, string entry, byte[] content)
    {
        var changed = $"{path}.{Path.GetFileName(entry)}";
        File.Copy(path, changed);
        using var zip = System.IO.Compression.ZipFile.Open(changed, System.IO.Compression.ZipArchiveMode.Update);
        zip.GetEntry(entry)!.Delete();
        using var written = zip.CreateEntry(entry).Open();
        written.Write(content);
        return changed;
    }

    private static async Task<object?> Ask(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation);
    }

    private static async Task<Dictionary<long, Row>> RowsOf(string database)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(Messages);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new Dictionary<long, Row>();
        while (await reader.ReadAsync(Cancellation))
        {
            rows.Add(reader.GetInt64(1), new(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue))));
        }

        return rows;
    }

    private sealed record Row(string All);
}

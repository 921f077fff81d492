using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Rostra.Fencing;
using Rostra.Rooms.Log;
using Rostra.Storage;
using Rostra.Testing;
using Rostra.Users;

namespace Rostra.Micro;

/// <summary>The silo's writer: so many rooms each keep one message at the same moment, in a Postgres that waits for no disk.</summary>
[MemoryDiagnoser]
public class GroupCommit : IAsyncDisposable
{
    private readonly PostgresServer _postgres = new();
    private readonly UserRef _speaker = new(Guid.CreateVersion7(), "speaker");
    private WriterDatabase _database = null!;
    private RoomLogWriter _writer = null!;
    private Guid[] _rooms = [];
    private long _head;

    [Params(1, 50, 500)]
    public int Rooms { get; set; }

    [GlobalSetup]
    public async Task Open()
    {
        var connectionString = await _postgres.CreateDatabase();
        await new Migrator(connectionString, TimeProvider.System, NullLogger<Migrator>.Instance).Run(CancellationToken.None);
        _database = new WriterDatabase(connectionString);
        _writer = new RoomLogWriter(_database, new Fence(TimeProvider.System), Options.Create(new RoomLogOptions()), TimeProvider.System, NullLogger<RoomLogWriter>.Instance);
        _rooms = [.. Enumerable.Range(0, Rooms).Select(_ => Guid.CreateVersion7())];
        foreach (var room in _rooms)
        {
            await _writer.Create(room, Guid.CreateVersion7(), new RoomRow($"room {room}", $"room {room}", null, _speaker.Id, _speaker.Id, DateTimeOffset.UtcNow, 1, null));
        }

        _head = 1;
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _database.DisposeAsync();
        await _postgres.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public async Task Append()
    {
        var (now, before) = (DateTimeOffset.UtcNow, _head++);
        var kept = await Task.WhenAll(_rooms.Select(room => _writer.Append(new RoomCommit(room, Guid.CreateVersion7(), before, before + 1, now, 1)
        {
            Posted = [new MessageRow(before + 1, Guid.CreateVersion7(), _speaker.Id, Talk.Text, now, null, null, before + 1)],
        })));
        if (kept.Any(outcome => outcome is not CommitOutcome.Kept)) throw new InvalidOperationException("It was not kept.");
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Rostra.Fencing;

namespace Rostra.Rooms.Log;

/// <summary>
/// The silo's group commit: commits of all its rooms gather while a transaction is under way and then go together in the next.
/// New messages have lanes of their own, everything else another, and names go one by one: a unique index may make them wait.
/// </summary>
internal sealed partial class RoomLogWriter : IRoomLog, IAsyncDisposable
{
    private readonly ImmutableArray<WriterLane> _lanes;
    private readonly CommitQueue _posts;
    private readonly CommitQueue _changes;
    private readonly NpgsqlDataSource _database;
    private readonly NameWriter _names;
    private readonly CancellationTokenSource _stopping = new(); // Without a timer there is nothing to dispose of.

    public RoomLogWriter(WriterDatabase database, Fence fence, IOptions<RoomLogOptions> options, TimeProvider time, ILogger<RoomLogWriter> logger)
    {
        _database = database.Source;
        _posts = new CommitQueue(options.Value, time);
        _changes = new CommitQueue(options.Value, time);
        _names = new NameWriter(_database, fence, options.Value, time, logger, _stopping.Token);
        _lanes =
        [
            .. Enumerable.Range(0, options.Value.PostLanes).Select(_ => Lane(_posts, postsOnly: true)),
            Lane(_changes, postsOnly: false),
        ];

        WriterLane Lane(CommitQueue queue, bool postsOnly) => new(queue, postsOnly, _database, fence, options.Value, time, logger, _stopping.Token);
    }

    /// <summary>What waits for each kind of lane.</summary>
    public IEnumerable<(string Name, int Commits)> Waiting => [("posts", _posts.Count), ("changes", _changes.Count)];

    public Task<CommitOutcome> Append(RoomCommit commit) =>
        commit.TouchesName ? _names.Change(commit) : (commit.IsPostsOnly ? _posts : _changes).Add(commit);

    public Task<CommitOutcome> Create(Guid roomId, Guid commitId, RoomRow room) => _names.Create(roomId, commitId, room);

    /// <summary>Stops after the transactions under way; what still waits is abandoned, and its callers ask again elsewhere.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }
        _posts.Close();
        _changes.Close();
        await _stopping.CancelAsync();
        foreach (var lane in _lanes)
        {
            await lane.DisposeAsync();
        }
    }
}

using BenchmarkDotNet.Attributes;
using Rostra.Messages;
using Rostra.Rooms;
using Rostra.Rooms.Log;
using Rostra.Users;

namespace Rostra.Micro;

/// <summary>What a room does with commands, before and after its log: decide, take over, announce, answer. The log keeps everything at once, and nothing.</summary>
[MemoryDiagnoser]
public class Commands : IRoomLog
{
    private const int Members = 100;
    private readonly UserRef[] _people = [.. Talk.People(Members)];
    private RoomLoop _loop = null!;
    private RoomState _room = null!;
    private int _number;

    /// <summary>Decided together for one commit.</summary>
    [Params(1, 20)]
    public int AtOnce { get; set; }

    [GlobalSetup]
    public async Task Begin()
    {
        _room = new RoomState(Talk.RoomId, new RoomOptions());
        _room.Begin(new RoomRow("room", "room", null, _people[0].Id, _people[0].Id, DateTimeOffset.UnixEpoch, 1, null), _people[0]);
        _loop = new RoomLoop(_room, this, null!, TimeProvider.System, (draft, _) => GC.KeepAlive(draft.Events));
        await _loop.Settle([.. _people.Skip(1).Select(person => new Command<Room>(draft => draft.Join(new RoomCommand(person))))]);
        await Post();
    }

    [Benchmark]
    public Task Post() => Settle(by => new PostMessage(by, Guid.CreateVersion7(), Talk.Text), post => new Command<Posted>(draft => draft.Post(post)) { Posts = post });

    /// <summary>Everybody to one message, and everybody no more.</summary>
    [Benchmark]
    public Task React() => Settle(
        by => new React(by, Members + 1, Emojis.All[0], _number / Members % 2 == 0),
        react => new Command<Message>(draft => draft.React(react)) { AboutMessage = react.Id });

    Task<CommitOutcome> IRoomLog.Append(RoomCommit commit) => Task.FromResult<CommitOutcome>(CommitOutcome.Kept.Value);

    Task<CommitOutcome> IRoomLog.Create(Guid roomId, Guid commitId, RoomRow room) => Task.FromResult<CommitOutcome>(CommitOutcome.Kept.Value);

    private async Task Settle<TAsk, TAnswer>(Func<UserRef, TAsk> ask, Func<TAsk, Command<TAnswer>> command)
    {
        var commands = Enumerable.Range(0, AtOnce).Select(_ => command(ask(_people[_number++ % Members]))).ToList();
        await _loop.Settle([.. commands]);
        foreach (var one in commands)
        {
            if ((await one.Answered).IsRefused) throw new InvalidOperationException("It was refused.");
        }
    }
}

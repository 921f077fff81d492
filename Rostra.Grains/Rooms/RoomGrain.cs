using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Rostra.History;
using Rostra.Messages;
using Rostra.Realtime;
using Rostra.Rooms.Log;
using Rostra.Storage;

namespace Rostra.Rooms;

/// <summary>One room. Its methods enqueue or read; only the loop changes it.</summary>
[GrainType("room"), Reentrant]
internal sealed partial class RoomGrain(
    IRoomLog log, RoomReader reader, GatewaySenders senders, HeadWatch heads, OnlineCountsTeller counts, Epoch epoch,
    IOptions<RoomOptions> options, IOptions<PresenceOptions> presence, TimeProvider time, ILogger<RoomGrain> logger)
    : Grain, IRoomGrain, IWatchedRoom
{
    private readonly Guid _activation = Guid.CreateVersion7();
    private readonly Inbox _inbox = new(options.Value);
    private readonly Listeners _listeners = new(senders, time);
    private RoomState _room = null!;
    private RoomLoop _loop = null!;
    private RoomPresence _presence = null!;
    private Task _running = Task.CompletedTask;
    private TaskScheduler _turns = null!;
    private volatile bool _isSettling;

    Guid IWatchedRoom.Id => _room.Id;

    bool IWatchedRoom.IsListenedTo => !_listeners.IsEmpty;

    long? IWatchedRoom.IdleAt => _isSettling ? null : _room.LastSeq;

    long IWatchedRoom.TrimmedSeq => _room.TrimmedSeq;

    // The database alone records the order: a second copy in grain state could disagree with it.
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _room = new RoomState(this.GetPrimaryKey(), options.Value);
        Planted.Crash("on_activate");
        var loaded = await reader.Load(_room.Id, options.Value.RecentMessagesMax, cancellationToken);
        Planted.Mistake("stale-reload", () => loaded = loaded.LastSeq > 9 ? loaded with { LastSeq = loaded.LastSeq - 3, Newest = [.. loaded.Newest.Where(message => message.Id <= loaded.LastSeq - 3)] } : loaded);
        _room.Load(loaded);
        _presence = new RoomPresence(_room, presence.Value, time, Tell, count => counts.Changed(_room.Id, count), Timer);
        _loop = new RoomLoop(_room, log, reader, time, Announce);
        // The loop outlives the call that activates the room; identity travels in each command.
        using (ExecutionContext.SuppressFlow())
        {
            _running = Run();
        }
        _turns = TaskScheduler.Current;
        heads.Add(this);
        RoomMetrics.Activated();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        heads.Remove(this);
        _inbox.Close(Refusals.Moved);
        counts.Forget(_room.Id);
        _listeners.Announce(new RoomBatch(_room.Id, _activation, _room.LastSeq, _room.LastSeq, [], Detached: true));
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public Task<Outcome<CreatedRoom>> Create(CreateRoom create)
    {
        if (RoomRules.FaultsOf(create.Name.Trim(), RoomRules.TrimDescription(create.Description), options.Value) is { } invalid)
        {
            return Task.FromResult<Outcome<CreatedRoom>>(invalid);
        }
        var command = new RoomCreation(create);
        _inbox.Add(command);
        return command.Answered;
    }

    public Task<Outcome<Room>> Join(RoomCommand join) => Ask(new Command<Room>(draft => draft.Join(join)));

    public Task<Outcome<Done>> Leave(RoomCommand leave) => Ask(new Command<Done>(draft => draft.Leave(leave)));

    public Task<Outcome<Done>> Edit(EditRoom edit) => Ask(new Command<Done>(draft => draft.Edit(edit)) { GoesAlone = true });

    public async Task<Outcome<Member>> HandOver(HandOver handOver)
    {
        var outcome = await Ask(new Command<Member>(draft => draft.HandOver(handOver)) { GoesAlone = true });
        return outcome.Value is { } taker ? taker with { Online = _presence.IsOnline(taker.User.Id) } : outcome;
    }

    public Task<Outcome<Done>> Remove(PersonAct act) => Ask(new Command<Done>(draft => draft.Remove(act)));

    // These go alone: each writes the room's own row, or a member's row that others of the commit may write.
    public Task<Outcome<Done>> Ban(PersonAct act) => Ask(new Command<Done>(draft => draft.Ban(act)) { GoesAlone = true, AboutPerson = act.UserId });

    public Task<Outcome<Done>> LiftBan(PersonAct act) => Ask(new Command<Done>(draft => draft.LiftBan(act)) { GoesAlone = true, AboutPerson = act.UserId });

    public async Task<Outcome<Member>> Mute(MuteMember mute)
    {
        var outcome = await Ask(new Command<Member>(draft => draft.Mute(mute)) { GoesAlone = true });
        return outcome.Value is { } member ? member with { Online = _presence.IsOnline(member.User.Id) } : outcome;
    }

    public Task<Outcome<Done>> Delete(RoomCommand delete) => Ask(new Command<Done>(draft => draft.Delete(delete)) { GoesAlone = true });

    public async Task<ImmutableArray<Outcome<Posted>>> Post(ImmutableArray<PostMessage> posts)
    {
        var answers = posts.Select(post => Ask(new Command<Posted>(draft => draft.Post(post)) { Posts = post })).ToArray();
        return [.. await Task.WhenAll(answers)];
    }

    public Task<Outcome<Message>> EditMessage(EditMessage edit) =>
        Ask(new Command<Message>(draft => draft.Edit(edit)) { AboutMessage = edit.Id });

    public Task<Outcome<Message>> DeleteMessage(DeleteMessage delete) =>
        Ask(new Command<Message>(draft => draft.Delete(delete)) { AboutMessage = delete.Id });

    public Task<Outcome<Message>> React(React react) =>
        Ask(new Command<Message>(draft => draft.React(react)) { AboutMessage = react.Id });

    public Task<Outcome<Page?>> Newest(Guid userId, int limit)
    {
        var refusal = RefuseStranger(userId);
        var newest = refusal is null ? _room.Recent.Newest(limit) : null;
        var page = newest is null ? null : new Page(
            [.. newest.Select(message => message.View(userId))],
            HasOlder: _room.Recent.HasOlder || newest.Count < _room.Recent.Count,
            HasNewer: false,
            _room.LastSeq);
        return Task.FromResult(new Outcome<Page?>(page, refusal));
    }

    private Refusal? RefuseStranger(Guid userId) =>
        !_room.IsThere ? Refusals.RoomNotFound
        : _room.Members.ContainsKey(userId) ? null
        : Refusals.NotMember;

    private Task<Outcome<T>> Ask<T>(Command<T> command)
    {
        _inbox.Add(command);
        return command.Answered;
    }

    private async Task Run()
    {
        while (await _inbox.Take() is { Count: > 0 } commands)
        {
            _isSettling = true;
            RoomMetrics.Together(commands.Count);
            try
            {
                await _loop.Settle(commands);
            }
            catch (Exception fault)
            {
                // What was sent to the log is settled or abandoned with the silo; what memory knows may be behind it. The next activation reads anew.
                LogFault(fault, _room.Id);
                commands.ForEach(command => command.Refuse(Refusals.Busy));
                Retire();
                return;
            }
            if (_loop.IsOvertaken)
            {
                RoomMetrics.Overtaken();
                LogOvertaken(_room.Id, _room.LastSeq);
                Retire();
                return;
            }
            _isSettling = false;
            LeaveIfNobodys();
        }
    }

    void IWatchedRoom.Overtaken() => Task.Factory.StartNew(Retire, CancellationToken.None, TaskCreationOptions.None, _turns);

    void IWatchedRoom.Trimmed(long seq, long? oldest) => Task.Factory.StartNew(() => Forget(seq, oldest), CancellationToken.None, TaskCreationOptions.None, _turns);

    private void Forget(long trimmedSeq, long? oldest)
    {
        if (trimmedSeq > _room.TrimmedSeq)
        {
            _room.Trimmed(trimmedSeq, oldest);
            _listeners.Announce(new RoomBatch(_room.Id, _activation, _room.LastSeq, _room.LastSeq, [], TrimmedSeq: trimmedSeq));
        }
    }

    private void Retire()
    {
        _inbox.Close(Refusals.Moved);
        DeactivateOnIdle();
    }

    private void Announce(RoomDraft kept, long before)
    {
        var newcomers = kept.Events.Any(happened => happened is MemberJoined);
        _listeners.Announce(new RoomBatch(_room.Id, _activation, before, _room.LastSeq, kept.Events, newcomers && _room.IsThere ? _room.View() : null));
        _presence.Kept(kept.Events); // After the message, that its author has stopped typing.
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "Room {RoomId} was overtaken by another activation at {Seq}; deactivating")]
    private partial void LogOvertaken(Guid roomId, long seq);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "Room {RoomId} could not settle its commands; its callers are told busy, and it starts anew")]
    private partial void LogFault(Exception fault, Guid roomId);
}

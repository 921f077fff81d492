using Rostra.Messages;
using Rostra.Rooms.Log;
using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>A room's activation as Orleans would make it, without Orleans: memory, loop and log. Two of one room may live at once.</summary>
internal sealed class Activation
{
    private readonly RoomLoop _loop;
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;

    private Activation(RoomState room, RoomDatabase database, IRoomLog log, TimeProvider time)
    {
        State = room;
        _loop = new RoomLoop(room, log, database.Reader, time, (draft, before) => Announced.Add((before, room.LastSeq, draft.Events)));
    }

    public RoomState State { get; }

    public bool IsOvertaken => _loop.IsOvertaken;

    /// <summary>Live batches, in the order they were announced.</summary>
    public List<(long After, long UpTo, System.Collections.Immutable.ImmutableArray<RoomEvent> Events)> Announced { get; } = [];

    public static async Task<Activation> Of(Guid roomId, RoomDatabase database, IRoomLog log, RoomOptions? options = null, TimeProvider? time = null)
    {
        var state = new RoomState(roomId, options ?? new RoomOptions());
        state.Load(await database.Reader.Load(roomId, state.Options.RecentMessagesMax, CancellationToken.None));
        return new Activation(state, database, log, time ?? TimeProvider.System);
    }

    /// <summary>A new room with its owner in it.</summary>
    public static async Task<Activation> New(RoomDatabase database, IRoomLog log, UserRef owner, RoomOptions? options = null, TimeProvider? time = null, string? name = null)
    {
        var activation = await Of(Guid.NewGuid(), database, log, options, time);
        var create = new RoomCreation(new CreateRoom(owner, activation.State.Id, name ?? $"room {activation.State.Id:N}", null));
        await activation.Settle([create]);
        Xunit.Assert.False((await create.Answered).IsRefused);
        return activation;
    }

    /// <summary>What queued up meanwhile, decided together; one such batch after another.</summary>
    public Task Settle(List<Command> commands)
    {
        lock (_lock)
        {
            return _last = Next(_last, commands);
        }
    }

    public Task<Outcome<Posted>> Post(UserRef by, string text, Guid? clientId = null) => Ask(Posting(by, text, clientId));

    public Task<Outcome<Message>> Edit(UserRef by, long id, string text) =>
        Ask(new Command<Message>(draft => draft.Edit(new EditMessage(by, id, text))) { AboutMessage = id });

    public Task<Outcome<Message>> Delete(UserRef by, long id) =>
        Ask(new Command<Message>(draft => draft.Delete(new DeleteMessage(by, id))) { AboutMessage = id });

    public Task<Outcome<Message>> React(UserRef by, long id, string emoji, bool on) =>
        Ask(new Command<Message>(draft => draft.React(new React(by, id, emoji, on))) { AboutMessage = id });

    public Task<Outcome<Room>> Join(UserRef by) => Ask(new Command<Room>(draft => draft.Join(new RoomCommand(by))));

    public Task<Outcome<Member>> HandOver(UserRef by, UserRef to, bool again = false) =>
        Ask(new Command<Member>(draft => draft.HandOver(new HandOver(by, to.Id, again))) { GoesAlone = true });

    public Task<Outcome<Done>> Leave(UserRef by) => Ask(new Command<Done>(draft => draft.Leave(new RoomCommand(by))));

    public Task<Outcome<Done>> Rename(UserRef by, string name) =>
        Ask(new Command<Done>(draft => draft.Edit(new EditRoom(by, name, false, null))) { GoesAlone = true });

    public Task<Outcome<Done>> Remove(UserRef by, UserRef whom, bool again = false) =>
        Ask(new Command<Done>(draft => draft.Remove(new PersonAct(by, whom.Id, Again: again))));

    public Task<Outcome<Done>> Ban(UserRef by, Guid whom, string? reason = null) =>
        Ask(new Command<Done>(draft => draft.Ban(new PersonAct(by, whom, reason))) { GoesAlone = true, AboutPerson = whom });

    public Task<Outcome<Done>> LiftBan(UserRef by, Guid whom) =>
        Ask(new Command<Done>(draft => draft.LiftBan(new PersonAct(by, whom))) { GoesAlone = true, AboutPerson = whom });

    public Task<Outcome<Member>> Mute(UserRef by, UserRef whom, DateTimeOffset? until) =>
        Ask(new Command<Member>(draft => draft.Mute(new MuteMember(by, whom.Id, until))) { GoesAlone = true });

    public Task<Outcome<Done>> Slow(UserRef by, int seconds) =>
        Ask(new Command<Done>(draft => draft.Edit(new EditRoom(by, null, false, null, SlowModeSeconds: seconds))) { GoesAlone = true });

    public Task<Outcome<Done>> Keep(UserRef by, int days) =>
        Ask(new Command<Done>(draft => draft.Edit(new EditRoom(by, null, false, null, KeepDays: days))) { GoesAlone = true });

    public Task<Outcome<Done>> End(UserRef by) => Ask(new Command<Done>(draft => draft.Delete(new RoomCommand(by))) { GoesAlone = true });

    public static Command<Posted> Posting(UserRef by, string text, Guid? clientId = null)
    {
        var post = new PostMessage(by, clientId ?? Guid.CreateVersion7(), text);
        return new Command<Posted>(draft => draft.Post(post)) { Posts = post };
    }

    public async Task<Outcome<T>> Ask<T>(Command<T> command)
    {
        await Settle([command]);
        return await command.Answered;
    }

    private async Task Next(Task before, List<Command> commands)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _loop.Settle(commands);
    }
}

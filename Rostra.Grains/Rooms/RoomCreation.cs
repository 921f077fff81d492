using Rostra.Names;
using Rostra.Rooms.Log;

namespace Rostra.Rooms;

/// <summary>Makes the room. Not decided by a draft: there is nothing yet that could be drafted on.</summary>
internal sealed class RoomCreation(CreateRoom asked) : Command
{
    private readonly TaskCompletionSource<Outcome<CreatedRoom>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CreateRoom Asked => asked;

    public Task<Outcome<CreatedRoom>> Answered => _answer.Task;

    public RoomRow ToRow(DateTimeOffset now)
    {
        var name = asked.Name.Trim();
        var at = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        return new RoomRow(name, NameKey.OfRoom(name), RoomRules.TrimDescription(asked.Description), asked.By.Id, asked.By.Id, at, ChangedSeq: 1, DeletedAt: null);
    }

    /// <summary>The room is there; whose it is decides whether this is a repeat or a clash of ids.</summary>
    public void Made(RoomState room, bool existed)
    {
        if (!room.IsThere || room.Row!.MakerId != asked.By.Id)
        {
            Refuse(Refusals.IdTaken);
            return;
        }
        var mine = room.Members.GetValueOrDefault(asked.By.Id);
        var view = mine is null ? room.View() : room.View() with { Role = mine.Role, ReadSeq = mine.JoinedSeq, Unread = 0 };
        _answer.TrySetResult(new CreatedRoom(view, existed));
    }

    public override bool Decide(RoomDraft draft) => false;

    public override void Answer()
    {
    }

    public override void Refuse(Refusal refusal) => _answer.TrySetResult(refusal);
}

using System.Collections.Concurrent;
using Rostra.Hosting;
using Rostra.Users;

namespace Rostra.Realtime;

/// <summary>Brings what concerns single people to their sockets here: rooms they came into, marks that moved, whichever gateway it was done through.</summary>
internal sealed partial class PersonLines(
    People people, Feeds feeds, FeedTimes times, TimeProvider clock, IGrainFactory grains, IGatewayIdentity identity, ILogger<PersonLines> logger)
{
    private readonly ConcurrentDictionary<Guid, PersonLine> _lines = new();

    /// <summary>Completes when this gateway is told what concerns the person, who must be among <see cref="People"/> by now.</summary>
    public async Task Attach(Guid userId)
    {
        while (true)
        {
            var line = _lines.GetOrAdd(userId, id => new PersonLine(id, times, clock));
            Pursue(line);
            await line.Attached;
            if (!line.IsEnded)
            {
                return;
            }
        }
    }

    public void Take(PersonNotice notice)
    {
        if (_lines.TryGetValue(notice.UserId, out var line) && line.Take(notice))
        {
            Apply(notice);
        }
    }

    /// <summary>As <see cref="Feeds.RenewSoon"/>.</summary>
    public void RenewSoon()
    {
        foreach (var (_, line) in _lines)
        {
            line.RenewSoon();
        }
    }

    /// <summary>Renewals, repeats, farewells.</summary>
    public void Tick()
    {
        foreach (var (_, line) in _lines)
        {
            Pursue(line);
        }
    }

    private void Apply(PersonNotice notice)
    {
        switch (notice)
        {
            case RoomEntered entered:
                feeds.Enter(entered.UserId, entered.Room);
                break;
            case MarkMoved moved:
                feeds.Find(moved.RoomId)?.Moved(moved.UserId, moved.Mark, moved.Head);
                break;
        }
    }

    private void Pursue(PersonLine line)
    {
        if (line.Next(people.Of(line.UserId).Count > 0) is { } call)
        {
            _ = Make(line, call);
        }
    }

    private async Task Make(PersonLine line, PersonCall call)
    {
        try
        {
            line.Answered(call, await Ask(line.UserId, call));
        }
        catch (Exception fault)
        {
            LogFailed(fault, call, line.UserId);
            line.Failed(call); // Tried again after a pause, by the next tick.
            return;
        }
        if (line.IsEnded)
        {
            _lines.TryRemove(new(line.UserId, line));
        }
        Pursue(line);
    }

    private async Task<PersonPosition?> Ask(Guid userId, PersonCall call)
    {
        var person = grains.User(userId);
        switch (call)
        {
            case PersonCall.Attach:
                return await person.Attach(new GatewayLease(identity.GatewayId, await identity.Reference()));
            case PersonCall.Renew:
                return await person.Renew(identity.GatewayId);
            case PersonCall.Detach:
                await person.Detach(identity.GatewayId);
                return null;
            default:
                await Reread(userId);
                return null;
        }
    }

    private async Task Reread(Guid userId)
    {
        var list = await grains.Directory().RoomsOf(userId);
        foreach (var room in list.Rooms)
        {
            feeds.Restore(userId, room);
            feeds.Find(room.Id)?.Moved(userId, new ReadMark(room.ReadSeq!.Value, room.Unread!.Value), room.LastSeq);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Call} for person {UserId} failed; it is tried again")]
    private partial void LogFailed(Exception fault, PersonCall call, Guid userId);
}

using Rostra.Realtime;
using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>Who is here and who types: nothing of it is kept.</summary>
internal sealed partial class RoomGrain
{
    public Task<RoomPosition> Attach(GatewayLease lease, ImmutableArray<Guid> users, PresenceReport report)
    {
        if (_room.IsThere)
        {
            _listeners.Attach(lease);
        }
        return Task.FromResult(Position([.. users.Where(user => !_room.Members.ContainsKey(user))], lease.GatewayId, report));
    }

    public Task<RoomPosition?> Renew(Guid gatewayId, PresenceReport report) =>
        Task.FromResult(_listeners.Renew(gatewayId) ? Position([], gatewayId, report) : null);

    public Task Detach(Guid gatewayId)
    {
        _listeners.Detach(gatewayId);
        _presence.Detach(gatewayId);
        return Task.CompletedTask;
    }

    public Task<Outcome<Done>> Typing(UserRef by)
    {
        if (RefuseStranger(by.Id) is { } refusal)
        {
            LeaveIfNobodys();
            return Task.FromResult<Outcome<Done>>(refusal);
        }
        if (!(_room.Members[by.Id].MutedUntil > time.GetUtcNow()))
        {
            _presence.Types(by); // Who is muted types for nobody.
        }
        return Task.FromResult<Outcome<Done>>(Done.Value);
    }

    public Task<ImmutableArray<Guid>> Online(Guid userId, ImmutableArray<Guid>? among)
    {
        LeaveIfNobodys();
        return Task.FromResult(RefuseStranger(userId) is null ? _presence.Online(among) : []);
    }

    private RoomPosition Position(ImmutableArray<Guid> notMembers, Guid gatewayId, PresenceReport report) =>
        new(epoch.Value, _activation, _room.LastSeq, notMembers, _room.IsThere ? _presence.Report(gatewayId, report) : PresencePosition.Nowhere);

    private void Tell(PresenceNews? presence, TypingNews? typing) =>
        _listeners.Announce(new RoomBatch(_room.Id, _activation, _room.LastSeq, _room.LastSeq, [], Presence: presence, Typing: typing));

    private IGrainTimer Timer(Action due) => this.RegisterGrainTimer(
        () =>
        {
            due();
            return Task.CompletedTask;
        },
        new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });

    /// <summary>An id that somebody made up must not stay in memory.</summary>
    private void LeaveIfNobodys()
    {
        if (_room.Row is null)
        {
            DeactivateOnIdle();
        }
    }
}

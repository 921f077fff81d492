using Orleans.Concurrency;
using Rostra.Realtime;
using Rostra.Rooms;

namespace Rostra.Users;

/// <summary>
/// One person's standing: joins and leaves go through it, one after another, so that the limit of rooms per person holds; and what concerns the person
/// alone goes from here to all their sockets, through the gateways that are attached.
/// </summary>
[Alias("rostra.IUserGrain")]
public interface IUserGrain : IGrainWithGuidKey
{
    /// <summary>Makes a room with this person as its owner. The same room id again, by the same person, answers the same room.</summary>
    [Alias("CreateRoom")]
    Task<Outcome<CreatedRoom>> CreateRoom(CreateRoom create);

    [Alias("JoinRoom")]
    Task<Outcome<Room>> JoinRoom(Guid roomId, RoomCommand join);

    [Alias("LeaveRoom")]
    Task<Outcome<Done>> LeaveRoom(Guid roomId, RoomCommand leave);

    /// <summary>The person has read the room up to a seq. Marks only rise; one beyond the head is the head. Durable when this answers.</summary>
    [Alias("MarkRead"), AlwaysInterleave, ResponseTimeout("00:00:02")]
    Task<Outcome<ReadMark>> MarkRead(Guid roomId, long seq);

    /// <summary>Attaches a gateway that has sockets of this person: from now on it is told what concerns them. The lease is <see cref="GatewayLease.Lifetime"/>.</summary>
    [Alias("Attach"), AlwaysInterleave, ResponseTimeout("00:00:02")]
    Task<PersonPosition> Attach(GatewayLease lease);

    /// <summary>Renews the lease; null when this activation does not know the gateway: attach again.</summary>
    [Alias("Renew"), AlwaysInterleave, ResponseTimeout("00:00:02")]
    Task<PersonPosition?> Renew(Guid gatewayId);

    /// <summary>How many sockets of this person a gateway has now, when they are more than one. Answers how many there are at all gateways that told.</summary>
    [Alias("CountSockets"), AlwaysInterleave, ResponseTimeout("00:00:01")]
    Task<int> CountSockets(Guid gatewayId, int count);

    /// <summary>The gateway has no socket of this person any more.</summary>
    [Alias("Detach"), AlwaysInterleave, ResponseTimeout("00:00:02")]
    Task Detach(Guid gatewayId);
}

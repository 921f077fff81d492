using Rostra.History;
using Rostra.Messages;
using Rostra.Realtime;
using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>One room: who is in it, and the order in which they speak.</summary>
[Alias("rostra.IRoomGrain")]
public interface IRoomGrain : IGrainWithGuidKey
{
    /// <summary>Called by the user grain, which holds the limit of rooms per person.</summary>
    [Alias("Create")]
    Task<Outcome<CreatedRoom>> Create(CreateRoom create);

    /// <summary>Called by the user grain, which holds the limit of rooms per person.</summary>
    [Alias("Join")]
    Task<Outcome<Room>> Join(RoomCommand join);

    [Alias("Leave")]
    Task<Outcome<Done>> Leave(RoomCommand leave);

    /// <summary>New name, description, slow mode or time to keep. Nothing different is no change and takes no place in the log.</summary>
    [Alias("Edit")]
    Task<Outcome<Done>> Edit(EditRoom edit);

    /// <summary>Makes another member the owner; the giver becomes a member like others. To oneself: no change, and no place in the log.</summary>
    [Alias("HandOver")]
    Task<Outcome<Member>> HandOver(HandOver handOver);

    /// <summary>Ends somebody's membership, by the owner: a place in the log like a leave.</summary>
    [Alias("Remove")]
    Task<Outcome<Done>> Remove(PersonAct act);

    /// <summary>Nobody who is banned can join, until the ban is lifted; a member is removed with it. Banned already: no change.</summary>
    [Alias("Ban")]
    Task<Outcome<Done>> Ban(PersonAct act);

    /// <summary>Not banned: no change.</summary>
    [Alias("LiftBan")]
    Task<Outcome<Done>> LiftBan(PersonAct act);

    /// <summary>The member says, changes and reacts to nothing until then; also after leaving and coming back. The same again: no change.</summary>
    [Alias("Mute")]
    Task<Outcome<Member>> Mute(MuteMember mute);

    /// <summary>The end of the room: its content is erased, its name free again.</summary>
    [Alias("Delete")]
    Task<Outcome<Done>> Delete(RoomCommand delete);

    /// <summary>
    /// Gives each message the next place in the room, in the order given. The same client id by the same author, posted again, answers the first one.
    /// One outcome for each message. The call may time out while the messages are still being kept: post them again, and they join what is pending.
    /// </summary>
    [Alias("Post"), ResponseTimeout("00:00:02")]
    Task<ImmutableArray<Outcome<Posted>>> Post(ImmutableArray<PostMessage> posts);

    [Alias("EditMessage"), ResponseTimeout("00:00:02")]
    Task<Outcome<Message>> EditMessage(EditMessage edit);

    [Alias("DeleteMessage"), ResponseTimeout("00:00:02")]
    Task<Outcome<Message>> DeleteMessage(DeleteMessage delete);

    [Alias("React"), ResponseTimeout("00:00:02")]
    Task<Outcome<Message>> React(React react);

    /// <summary>The newest messages, from memory. No page (null value, no refusal) when memory holds fewer than asked for and there are older ones.</summary>
    [Alias("Newest"), ResponseTimeout("00:00:02")]
    Task<Outcome<Page?>> Newest(Guid userId, int limit);

    /// <summary>
    /// Attaches a gateway: from now on it hears every durable change of the room. Asks at the same time whether <paramref name="users"/> are members.
    /// A gateway that is attached already keeps its place. The lease is <see cref="GatewayLease.Lifetime"/>.
    /// </summary>
    /// <param name="report">Who of the room is on the gateway; those asked about among them.</param>
    [Alias("Attach"), ResponseTimeout("00:00:02")]
    Task<RoomPosition> Attach(GatewayLease lease, ImmutableArray<Guid> users, PresenceReport report);

    /// <summary>
    /// Renews the lease, and tells who has come to the gateway or gone from it. Answers where the room stands, so that a lost tail is noticed; null when this
    /// activation does not know the gateway: attach again.
    /// </summary>
    [Alias("Renew"), ResponseTimeout("00:00:02")]
    Task<RoomPosition?> Renew(Guid gatewayId, PresenceReport report);

    /// <summary>The gateway has nobody of this room any more.</summary>
    [Alias("Detach"), ResponseTimeout("00:00:02")]
    Task Detach(Guid gatewayId);

    /// <summary>A member types. Told to all, and over when they say it, or soon.</summary>
    [Alias("Typing"), ResponseTimeout("00:00:02")]
    Task<Outcome<Done>> Typing(UserRef by);

    /// <summary>Who is online, for a member; nobody, for others. Knows whoever has been let in by a gateway, announced or not.</summary>
    /// <param name="among">Only of these; null: of all.</param>
    [Alias("Online"), ResponseTimeout("00:00:02")]
    Task<ImmutableArray<Guid>> Online(Guid userId, ImmutableArray<Guid>? among);
}

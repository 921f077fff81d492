using Rostra.Rooms;

namespace Rostra.Users;

/// <summary>One person's standing: joins and leaves go through it, one after another, so that the limit of rooms per person holds.</summary>
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
}

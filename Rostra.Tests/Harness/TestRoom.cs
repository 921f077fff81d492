using Rostra.Messages;
using Rostra.Rooms;
using Rostra.Users;
using Xunit;

namespace Rostra.Harness;

/// <summary>A room, in a test's words.</summary>
public sealed class TestRoom(IGrainFactory grains, Guid id)
{
    public Guid Id => id;

    public async Task<Room> Joins(UserRef user)
    {
        var joined = await grains.User(user.Id).JoinRoom(id, new RoomCommand(user));
        Assert.Null(joined.Refusal);
        return joined.Value!;
    }

    public Task<Outcome<Done>> Leaves(UserRef user) => grains.User(user.Id).LeaveRoom(id, new RoomCommand(user));

    /// <param name="clientId">Given: the name of this message, so that it can be said again.</param>
    public async Task<Outcome<Posted>> Says(UserRef user, string text, Guid? clientId = null)
    {
        var outcomes = await grains.Room(id).Post([new PostMessage(user, clientId ?? Guid.CreateVersion7(), text)]);
        return Assert.Single(outcomes);
    }
}

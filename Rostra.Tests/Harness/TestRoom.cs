using Rostra.Hosting;
using Rostra.Messages;
using Rostra.Rooms;
using Rostra.Users;

namespace Rostra.Testing;

/// <summary>A room straight at the grains, in a test's words. Calls are repeated as a gateway repeats them, while nobody knows what came of them.</summary>
public sealed class TestRoom(IGrainFactory grains, Guid id)
{
    private readonly Patience _patience = new(TimeProvider.System, new ClusterNews());

    public Guid Id => id;

    /// <summary>The same room, as another host finds it.</summary>
    public TestRoom At(IGrainFactory other) => new(other, id);

    public async Task<Room> Joins(UserRef user)
    {
        var joined = await _patience.Change(isAgain => grains.User(user.Id).JoinRoom(id, new RoomCommand(user, isAgain)));
        return joined.Value ?? throw new UnexpectedAnswerException($"{user.Username} could not join: {joined.Refusal!.Message}");
    }

    public Task<Outcome<Done>> Leaves(UserRef user) =>
        _patience.Change(isAgain => grains.User(user.Id).LeaveRoom(id, new RoomCommand(user, isAgain)));

    /// <param name="clientId">Given: the name of this message, so that it can be said again.</param>
    public Task<Outcome<Posted>> Says(UserRef user, string text, Guid? clientId = null)
    {
        var post = new PostMessage(user, clientId ?? Guid.CreateVersion7(), text);
        return _patience.Try(async _ => (await grains.Room(id).Post([post])).Single());
    }
}

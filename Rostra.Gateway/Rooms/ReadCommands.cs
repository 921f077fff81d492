using Rostra.Allowances;
using Rostra.Hosting;
using Rostra.Realtime;
using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>Marking as read, over a socket and over HTTP.</summary>
internal sealed class ReadCommands(Purses purses, Patience patience, IGrainFactory grains)
{
    public Task<Outcome<ReadMark>> Mark(ChatSocket socket, Fields fields)
    {
        var (roomId, seq) = (fields.Uuid("roomId"), fields.Seq("seq"));
        return fields.Refusal is { } refusal ? Task.FromResult<Outcome<ReadMark>>(refusal) : Mark(roomId, socket.UserId, seq);
    }

    public async Task<Outcome<ReadMark>> Mark(Guid roomId, Guid userId, long seq) => await purses.Take(userId, Allowance.ReadMarks) is { } overRate
        ? overRate
        : await patience.Change(_ => grains.User(userId).MarkRead(roomId, seq));
}

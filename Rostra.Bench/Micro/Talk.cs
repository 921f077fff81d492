using System.Collections.Immutable;
using Rostra.Messages;
using Rostra.Realtime;
using Rostra.Rooms;
using Rostra.Users;

namespace Rostra.Micro;

/// <summary>What the benchmarks talk about: messages of 100 characters in one room.</summary>
internal static class Talk
{
    public static readonly Guid RoomId = Guid.Parse("0198a000-0000-7000-8000-000000000001");
    public static readonly string Text = new('x', 100);

    public static ImmutableArray<UserRef> People(int count) => [.. Enumerable.Range(0, count).Select(at => new UserRef(new Guid(at + 1, 0, 0, new byte[8]), $"person {at}"))];

    public static RoomBatch Batch(UserRef by, long after, int count) =>
        new(RoomId, Guid.Empty, after, after + count, [.. Enumerable.Range(1, count).Select(RoomEvent (at) => Said(by, after + at))]);

    private static MessagePosted Said(UserRef by, long id) => new(id, new Message(RoomId, id, new Guid((int)id, 1, 1, new byte[8]), by, Text, DateTimeOffset.UnixEpoch, null, null, [], id));
}

using System.Buffers.Binary;
using Rostra.Storage;

namespace Rostra.Rooms;

/// <summary>
/// Which room a page of all rooms ended with, and when it was last active: a room that moves to the front meanwhile is not met twice. On the wire opaque, and tied
/// to what was asked.
/// </summary>
internal readonly record struct RoomCursor(DateTimeOffset ActiveAt, Guid RoomId)
{
    private const int TicksBytes = 8;
    private const int KeyBytes = TicksBytes + 16;

    public string Write(string sought)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, ActiveAt.UtcTicks);
        RoomId.TryWriteBytes(bytes[TicksBytes..]);
        return OpaqueCursor.Write(bytes, sought);
    }

    /// <param name="cursor">Null: from the start.</param>
    /// <returns>False: not one that this list gave.</returns>
    public static bool TryRead(string? written, string sought, out RoomCursor? cursor)
    {
        cursor = null;
        if (written is null)
        {
            return true;
        }
        Span<byte> bytes = stackalloc byte[KeyBytes];
        if (!OpaqueCursor.TryRead(written, sought, bytes))
        {
            return false;
        }
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (ticks < DateTimeOffset.UnixEpoch.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
        {
            return false;
        }
        cursor = new RoomCursor(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[TicksBytes..]));
        return true;
    }
}

using System.Buffers.Binary;
using Rostra.Storage;

namespace Rostra.Search;

/// <summary>
/// The message that a page of hits over rooms ended with: the next page begins behind it. On the wire opaque, and tied to what was
/// searched for.
/// </summary>
internal readonly record struct HitCursor(DateTimeOffset SentAt, Guid RoomId, long Id)
{
    private const int RoomAt = 8;
    private const int IdAt = RoomAt + 16;
    private const int KeyBytes = IdAt + 8;

    /// <summary>Before the newest that there can be.</summary>
    public static HitCursor Start { get; } = new(DateTimeOffset.MaxValue.AddTicks(-9_999), Guid.AllBitsSet, long.MaxValue);

    public string Write(string sought)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, SentAt.UtcTicks);
        RoomId.TryWriteBytes(bytes[RoomAt..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes[IdAt..], Id);
        return OpaqueCursor.Write(bytes, sought);
    }

    /// <returns>False: not one that this search gave.</returns>
    public static bool TryRead(string? written, string sought, out HitCursor cursor)
    {
        cursor = Start;
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
        if (ticks < DateTimeOffset.UnixEpoch.Ticks || ticks > Start.SentAt.Ticks)
        {
            return false;
        }
        cursor = new HitCursor(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[RoomAt..IdAt]), BinaryPrimitives.ReadInt64BigEndian(bytes[IdAt..]));
        return true;
    }
}

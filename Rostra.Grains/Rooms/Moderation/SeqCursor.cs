using System.Buffers.Binary;
using Rostra.Storage;

namespace Rostra.Rooms;

/// <summary>The seq that a page of one of a room's lists ended with. On the wire opaque, and tied to the list.</summary>
internal static class SeqCursor
{
    public static string Write(long seq, string list)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, seq);
        return OpaqueCursor.Write(bytes, list);
    }

    /// <param name="before">Above every seq: from the start.</param>
    /// <returns>False: not one that this list gave.</returns>
    public static bool TryRead(string? written, string list, out long before)
    {
        before = long.MaxValue;
        if (written is null)
        {
            return true;
        }
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        if (!OpaqueCursor.TryRead(written, list, bytes))
        {
            return false;
        }
        before = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return before >= 0;
    }
}

using System.Buffers.Binary;
using Rostra.Storage;

namespace Rostra.Oversight;

/// <summary>What a page ended with: a time, what it is of, and a place within that. On the wire opaque, and tied to the list.</summary>
internal readonly record struct PlaceCursor(DateTimeOffset At, Guid Id, long Seq = 0)
{
    private const int KeyBytes = 8 + 16 + 8;

    public string Write(string list)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, At.UtcTicks);
        Id.TryWriteBytes(bytes[8..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes[24..], Seq);
        return OpaqueCursor.Write(bytes, list);
    }

    /// <param name="cursor">Null: from the start.</param>
    /// <returns>False: not one that this list gave.</returns>
    public static bool TryRead(string? written, string list, out PlaceCursor? cursor)
    {
        cursor = null;
        if (written is null)
        {
            return true;
        }
        Span<byte> bytes = stackalloc byte[KeyBytes];
        if (!OpaqueCursor.TryRead(written, list, bytes))
        {
            return false;
        }
        var (ticks, seq) = (BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[24..]));
        if (ticks < DateTimeOffset.UnixEpoch.Ticks || ticks > DateTimeOffset.MaxValue.Ticks || seq < 0)
        {
            return false;
        }
        cursor = new PlaceCursor(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[8..24]), seq);
        return true;
    }
}

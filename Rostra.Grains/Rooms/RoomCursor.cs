using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Rostra.Rooms;

/// <summary>
/// Which room a page of all rooms ended with, and when it was last active: a room that moves to the front meanwhile is not met twice. On the wire opaque, in base64url,
/// with a digest that ties it to what was asked: damaged, or another list's, it is told apart.
/// </summary>
internal readonly record struct RoomCursor(DateTimeOffset ActiveAt, Guid RoomId)
{
    private const int TicksBytes = 8;
    private const int KeyBytes = TicksBytes + 16;
    private const int DigestBytes = 8;
    private const int Bytes = KeyBytes + DigestBytes;

    public string Write(string sought)
    {
        var bytes = new byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, ActiveAt.UtcTicks);
        RoomId.TryWriteBytes(bytes.AsSpan(TicksBytes));
        Digest(bytes.AsSpan(0, KeyBytes), sought).CopyTo(bytes.AsSpan(KeyBytes));
        return Base64Url.EncodeToString(bytes);
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
        Span<byte> bytes = stackalloc byte[Bytes];
        if (!Base64Url.IsValid(written, out var length) || length != Bytes || Base64Url.DecodeFromChars(written, bytes) != Bytes
            || !Digest(bytes[..KeyBytes], sought).SequenceEqual(bytes[KeyBytes..]))
        {
            return false;
        }
        // The digest is no secret: whoever makes up a cursor gets a page from there, and must not get a fault.
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (ticks < DateTimeOffset.UnixEpoch.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
        {
            return false;
        }
        cursor = new RoomCursor(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[TicksBytes..KeyBytes]));
        return true;
    }

    private static Span<byte> Digest(ReadOnlySpan<byte> key, string sought) => SHA256.HashData([.. key, .. Encoding.UTF8.GetBytes(sought)]).AsSpan(0, DigestBytes);
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Rostra.Search;

/// <summary>
/// The message that a page of hits over rooms ended with: the next page begins behind it. On the wire opaque, in base64url, with a digest that ties it to what was
/// searched for.
/// </summary>
internal readonly record struct HitCursor(DateTimeOffset SentAt, Guid RoomId, long Id)
{
    private const int RoomAt = 8;
    private const int IdAt = RoomAt + 16;
    private const int KeyBytes = IdAt + 8;
    private const int DigestBytes = 8;
    private const int Bytes = KeyBytes + DigestBytes;

    /// <summary>Before the newest that there can be.</summary>
    public static HitCursor Start { get; } = new(DateTimeOffset.MaxValue.AddTicks(-9_999), Guid.AllBitsSet, long.MaxValue);

    public string Write(string sought)
    {
        var bytes = new byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, SentAt.UtcTicks);
        RoomId.TryWriteBytes(bytes.AsSpan(RoomAt));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(IdAt), Id);
        Digest(bytes.AsSpan(0, KeyBytes), sought).CopyTo(bytes.AsSpan(KeyBytes));
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns>False: not one that this search gave.</returns>
    public static bool TryRead(string? written, string sought, out HitCursor cursor)
    {
        cursor = Start;
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
        if (ticks < DateTimeOffset.UnixEpoch.Ticks || ticks > Start.SentAt.Ticks)
        {
            return false;
        }
        cursor = new HitCursor(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[RoomAt..IdAt]), BinaryPrimitives.ReadInt64BigEndian(bytes[IdAt..]));
        return true;
    }

    private static Span<byte> Digest(ReadOnlySpan<byte> key, string sought) => SHA256.HashData([.. key, .. Encoding.UTF8.GetBytes(sought)]).AsSpan(0, DigestBytes);
}

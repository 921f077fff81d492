using System.Buffers.Text;

namespace Rostra.Rooms;

/// <summary>Who a page of members ended with. On the wire opaque: room and person, in base64url; the place is looked up, so a rename cannot break it.</summary>
internal static class MemberCursor
{
    private const int Bytes = 32;

    public static string Write(Guid roomId, Guid lastUserId) => Base64Url.EncodeToString([.. roomId.ToByteArray(), .. lastUserId.ToByteArray()]);

    /// <param name="lastUserId">Null: from the start.</param>
    /// <returns>False: not one that this room gave.</returns>
    public static bool TryRead(string? written, Guid roomId, out Guid? lastUserId)
    {
        lastUserId = null;
        if (written is null)
        {
            return true;
        }
        Span<byte> bytes = stackalloc byte[Bytes];
        if (!Base64Url.IsValid(written, out var length) || length != Bytes || Base64Url.DecodeFromChars(written, bytes) != Bytes
            || new Guid(bytes[..16]) != roomId)
        {
            return false;
        }
        lastUserId = new Guid(bytes[16..]);
        return true;
    }
}

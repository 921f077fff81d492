using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Rostra.Storage;

/// <summary>
/// The key that a page ended with, as callers carry it: base64url, with a digest that ties it to what was asked, so that a damaged one or another list's is told
/// apart. The digest is no secret: whoever makes one up gets a page from there, so what is read must still be checked for its range.
/// </summary>
internal static class OpaqueCursor
{
    private const int DigestBytes = 8;

    public static string Write(ReadOnlySpan<byte> key, string sought) => Base64Url.EncodeToString([.. key, .. Digest(key, sought)]);

    /// <param name="key">As long as the key is.</param>
    /// <returns>False: not one that this list gave.</returns>
    public static bool TryRead(string written, string sought, Span<byte> key)
    {
        Span<byte> bytes = stackalloc byte[key.Length + DigestBytes];
        if (!Base64Url.IsValid(written, out var length) || length != bytes.Length || Base64Url.DecodeFromChars(written, bytes) != bytes.Length)
        {
            return false;
        }
        bytes[..key.Length].CopyTo(key);
        return Digest(key, sought).SequenceEqual(bytes[key.Length..]);
    }

    private static ReadOnlySpan<byte> Digest(ReadOnlySpan<byte> key, string sought) => SHA256.HashData([.. key, .. Encoding.UTF8.GetBytes(sought)]).AsSpan(0, DigestBytes);
}

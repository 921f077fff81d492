using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Rostra.Accounts;

/// <summary>
/// Writes refresh cookies and knows its own. A cookie's successor is the same whoever computes it, so that a repeated request gets the same one
/// without anybody keeping it; who has a spent cookie cannot compute it without the gateways' key.
/// </summary>
internal sealed class RefreshSeal(TokenKeys keys)
{
    public const int SecretBytes = 32;

    private const int IdBytes = 16;
    private const int GenerationBytes = 4;
    private const int BodyBytes = IdBytes + SecretBytes + GenerationBytes;
    private const int SealBytes = HMACSHA256.HashSizeInBytes;

    private readonly byte[] _key = KeyOf(keys.Current);
    private readonly ImmutableArray<byte[]> _all = [.. keys.All.Select(KeyOf)];

    public static byte[] Family(byte[] secret) => SHA256.HashData(secret);

    public string Write(RefreshCookie cookie)
    {
        Span<byte> bytes = stackalloc byte[BodyBytes + SealBytes];
        cookie.SessionId.TryWriteBytes(bytes, bigEndian: true, out _);
        cookie.Secret.CopyTo(bytes[IdBytes..]);
        BinaryPrimitives.WriteInt32BigEndian(bytes[(IdBytes + SecretBytes)..], cookie.Generation);
        HMACSHA256.HashData(_key, bytes[..BodyBytes], bytes[BodyBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null for what no gateway of ours wrote.</summary>
    public RefreshCookie? Read(string? text)
    {
        Span<byte> bytes = stackalloc byte[BodyBytes + SealBytes];
        if (text is null
            || text.Length != Base64Url.GetEncodedLength(bytes.Length)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var length)
            || length != bytes.Length
            || !IsSealed(bytes))
        {
            return null;
        }

        return new(
            new Guid(bytes[..IdBytes], bigEndian: true),
            bytes.Slice(IdBytes, SecretBytes).ToArray(),
            BinaryPrimitives.ReadInt32BigEndian(bytes[(IdBytes + SecretBytes)..]));
    }

    private bool IsSealed(ReadOnlySpan<byte> bytes)
    {
        Span<byte> seal = stackalloc byte[SealBytes];
        var isSealed = false;
        foreach (var key in _all)
        {
            HMACSHA256.HashData(key, bytes[..BodyBytes], seal);
            isSealed |= CryptographicOperations.FixedTimeEquals(seal, bytes[BodyBytes..]);
        }

        return isSealed;
    }

    private static byte[] KeyOf(SymmetricSecurityKey key) => HKDF.Expand(HashAlgorithmName.SHA256, key.Key, SealBytes, "rostra refresh cookie"u8.ToArray());
}

using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Rostra.Accounts;

/// <summary>The keys that sign and check access tokens, each under a name derived from it.</summary>
internal sealed class TokenKeys(IOptions<TokenOptions> options)
{
    private const int KeyIdBytes = 8;

    public SymmetricSecurityKey Current { get; } = Key(options.Value.SigningKey!);

    public ImmutableArray<SymmetricSecurityKey> Former { get; } = [.. options.Value.FormerKeys.Select(Key)];

    public ImmutableArray<SymmetricSecurityKey> All => [Current, .. Former];

    private static SymmetricSecurityKey Key(string base64)
    {
        var bytes = Convert.FromBase64String(base64);
        var id = HMACSHA256.HashData(bytes, "rostra key id"u8);
        return new SymmetricSecurityKey(bytes) { KeyId = Convert.ToHexStringLower(id.AsSpan(0, KeyIdBytes)) };
    }
}

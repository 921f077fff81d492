using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Rostra.Accounts;

/// <summary>Makes one-time links: 256 random bits that are shown once and kept as a hash.</summary>
internal sealed class Passes(PassTable table, IOptions<EntryOptions> options, TimeProvider time)
{
    private const int SecretBytes = 32;

    public Task<Pass> Invitation() => Make(PassKind.Invitation, userId: null, options.Value.InvitationFor);

    public Task<Pass> Password(Guid userId) => Make(PassKind.Password, userId, options.Value.PasswordLinkFor);

    /// <summary>What the table has of a link that somebody shows, whatever it is.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private async Task<Pass> Make(PassKind kind, Guid? userId, TimeSpan lifetime)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var now = time.GetUtcNow();
        await table.Keep(HashOf(token), kind, userId, now, now + lifetime);
        return new Pass(token, now + lifetime);
    }
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Rostra.Accounts;

/// <summary>Refuses to start with a key that others could know or guess. Never repeats the key.</summary>
internal sealed class TokenOptionsCheck : IValidateOptions<TokenOptions>
{
    public const string Remedy = "Make one with: openssl rand -base64 32";

    private const int DifferentBytesMin = 16; // Of 32 random bytes, fewer than 20 different ones do not happen.

    /// <summary>What people make of a word when a key has to have 32 bytes.</summary>
    private static readonly byte[][] WordsHashes =
        [.. new[] { "", "secret", "password", "changeme", "rostra", "key", "test", "admin", "signing key", "example" }.Select(word => SHA256.HashData(Encoding.UTF8.GetBytes(word)))];

    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        var faults = options.FormerKeys.Prepend(options.SigningKey).Select(Fault).OfType<string>().ToList();
        return faults.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{TokenOptions.Section}:SigningKey {faults[0]} {Remedy}");
    }

    /// <summary>What is wrong with a key, without the key; null: nothing.</summary>
    public static string? Fault(string? key)
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            return "is missing.";
        }

        var bytes = new byte[key.Length];
        if (!Convert.TryFromBase64String(key, bytes, out var length))
        {
            return "is not base64.";
        }

        if (length < TokenOptions.KeyBytesMin)
        {
            return $"is shorter than {TokenOptions.KeyBytesMin} bytes.";
        }

        return IsRandom(bytes.AsSpan(0, length)) ? null : "is not random.";
    }

    private static bool IsRandom(ReadOnlySpan<byte> key)
    {
        var bytes = key.ToArray();
        var steps = bytes.Zip(bytes.Skip(1), (one, next) => (byte)(next - one)).Distinct().Count();
        return bytes.Distinct().Count() >= DifferentBytesMin && steps >= DifferentBytesMin && !bytes.All(IsPrintable) && !WordsHashes.Any(hash => hash.AsSpan().SequenceEqual(bytes));
    }

    // Base64 of a sentence from somebody's documentation; of random bytes, not once in 10^13.
    private static bool IsPrintable(byte value) => value is >= 0x20 and < 0x7F;
}

using Microsoft.Extensions.Options;

namespace Rostra.Accounts;

/// <summary>Refuses to start with a key that others could know or guess. Never repeats the key.</summary>
internal sealed class TokenOptionsCheck : IValidateOptions<TokenOptions>
{
    private const int DifferentBytesMin = 16; // Of 32 random bytes, fewer than 20 different ones do not happen.

    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        var faults = options.FormerKeys.Prepend(options.SigningKey).Select(Fault).OfType<string>().ToList();
        return faults.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{TokenOptions.Section}:SigningKey {faults[0]} Make one with: openssl rand -base64 32");
    }

    private static string? Fault(string? key)
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

        return bytes.Take(length).Distinct().Count() < DifferentBytesMin || bytes.Take(length).All(IsPrintable)
            ? "is not random."
            : null;
    }

    // Base64 of a sentence from somebody's documentation; of random bytes, not once in 10^13.
    private static bool IsPrintable(byte value) => value is >= 0x20 and < 0x7F;
}

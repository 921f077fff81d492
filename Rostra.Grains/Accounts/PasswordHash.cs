using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using NSec.Cryptography;

namespace Rostra.Accounts;

/// <summary>Argon2id in the PHC string format, which carries its own parameters, so that they can be raised later.</summary>
internal static partial class PasswordHash
{
    private const int MemoryKib = 19 * 1024;
    private const int Passes = 2;
    private const int Lanes = 1;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>Of no password at all: what an unknown name is compared with, so that it takes as long.</summary>
    public static readonly string Nobody = Written(new byte[SaltBytes], new byte[HashBytes]);

    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Written(salt, Argon2(password, salt, MemoryKib, Passes, Lanes, HashBytes));
    }

    public static bool Matches(string password, string hash)
    {
        if (Form().Match(hash) is not { Success: true } parts)
        {
            throw new FormatException("A stored password hash cannot be read.");
        }

        var expected = Bytes(parts.Groups["hash"].Value);
        var actual = Argon2(password, Bytes(parts.Groups["salt"].Value), Number(parts, "m"), Number(parts, "t"), Number(parts, "p"), expected.Length);
        return CryptographicOperations.FixedTimeEquals(expected, actual);
    }

    /// <summary>Made with other parameters than today's.</summary>
    public static bool IsOutdated(string hash) => !hash.StartsWith(Prefix, StringComparison.Ordinal);

    private static string Prefix => string.Create(CultureInfo.InvariantCulture, $"$argon2id$v=19$m={MemoryKib},t={Passes},p={Lanes}$");

    private static string Written(byte[] salt, byte[] hash) => $"{Prefix}{Unpadded(salt)}${Unpadded(hash)}";

    private static byte[] Argon2(string password, byte[] salt, int memoryKib, int passes, int lanes, int length)
    {
        var parameters = new Argon2Parameters { MemorySize = memoryKib, NumberOfPasses = passes, DegreeOfParallelism = lanes };
        return PasswordBasedKeyDerivationAlgorithm.Argon2id(parameters).DeriveBytes(Encoding.UTF8.GetBytes(password), salt, length);
    }

    private static int Number(Match parts, string name) => int.Parse(parts.Groups[name].ValueSpan, CultureInfo.InvariantCulture);

    private static string Unpadded(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Bytes(string unpadded) => Convert.FromBase64String(unpadded.PadRight((unpadded.Length + 3) / 4 * 4, '='));

    [GeneratedRegex(@"\A\$argon2id\$v=19\$m=(?<m>\d{1,7}),t=(?<t>\d{1,3}),p=(?<p>\d{1,3})\$(?<salt>[A-Za-z0-9+/]+)\$(?<hash>[A-Za-z0-9+/]+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}

using System.Text.RegularExpressions;

namespace Rostra.Accounts;

/// <summary>What may be an e-mail address, and when two are the same.</summary>
internal static partial class Email
{
    private const int LengthMax = 254;

    public static string Key(string typed) => typed.Trim().ToLowerInvariant();

    /// <summary>What is wrong with it, or null.</summary>
    public static string? Fault(string typed)
    {
        var email = Key(typed);
        if (email.EnumerateRunes().Count() > LengthMax)
        {
            return $"must not be longer than {LengthMax} characters.";
        }

        return Form().IsMatch(email) ? null : "must look like name@example.org.";
    }

    // Whether it arrives, only a mail can tell; this keeps out what is none for sure.
    [GeneratedRegex(@"\A[^\s@\p{C}]+@[^\s@.\p{C}]+(\.[^\s@.\p{C}]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Rostra.Names;

namespace Rostra.Accounts;

/// <summary>Which passwords are refused: too short, everybody's, or one's own name.</summary>
internal sealed class PasswordRules(IOptions<AccountOptions> options)
{
    private static readonly FrozenSet<string> Common = Load();

    /// <summary>What is wrong with it, or null.</summary>
    public string? Fault(string username, string email, string password)
    {
        var length = password.EnumerateRunes().Count();
        if (length < options.Value.PasswordMin || length > options.Value.PasswordMax)
        {
            return $"must have {options.Value.PasswordMin} to {options.Value.PasswordMax} characters.";
        }

        if (NameKey.Of(password) == NameKey.Of(username) || Email.Key(password) == Email.Key(email))
        {
            return "must not be your username or e-mail address.";
        }

        return Common.Contains(password.ToLowerInvariant()) ? "is one that many people use; choose another." : null;
    }

    private static FrozenSet<string> Load()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("Rostra.Accounts.common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}

namespace Rostra.Hosting.Safety;

/// <summary>Passwords of stores that anybody would try first.</summary>
public static class Passwords
{
    private const int LengthMin = 12;
    private const int DifferentMin = 5;

    private static readonly string[] TriedFirst =
        ["password", "passw0rd", "postgres", "redis", "rostra", "changeme", "change-me", "replace-me", "replaceme", "secret", "admin", "root", "default", "example", "letmein", "123456", "qwerty"];

    /// <summary>What is wrong with it, or null.</summary>
    public static string? Fault(string? password) =>
        string.IsNullOrEmpty(password) ? "names no password"
        : TriedFirst.Any(tried => IsMostly(password, tried)) ? "has a password that anybody would try first"
        : password.Length < LengthMin || password.Distinct().Count() < DifferentMin ? $"has a password that can be guessed (shorter than {LengthMin} characters, or of few different ones)"
        : null;

    // "Password1!" and "rostrarostra" are no better than what they are made of.
    private static bool IsMostly(string password, string tried) =>
        password.Replace(tried, "", StringComparison.OrdinalIgnoreCase) is var rest && rest.Length < password.Length && rest.Count(char.IsLetter) < 4 && rest.Length < 8;
}

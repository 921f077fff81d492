using System.Text;
using Rostra.Hosting;

namespace Rostra.Accounts;

/// <summary>What a login must look like before anybody looks whether it is right: there, and no longer than any account's could be.</summary>
internal static class LoginForm
{
    private const int UsernameMax = 50;
    private const int PasswordMax = 128;

    public static Credentials Read(Fields body)
    {
        var credentials = new Credentials(body.Text("username"), Password(body, "password"));
        // .NET's normalisation throws on U+FFFE.
        if (credentials.Username.Replace('\uFFFE', '\uFFFD').Normalize(NormalizationForm.FormKC).Trim().CodePoints > UsernameMax)
        {
            body.Invalid("username", $"must not be longer than {UsernameMax} characters.");
        }

        return credentials;
    }

    /// <summary>A password that is to be compared with the account's.</summary>
    public static string Password(Fields body, string name)
    {
        var password = body.Text(name);
        if (password.CodePoints > PasswordMax)
        {
            body.Invalid(name, $"must not be longer than {PasswordMax} characters.");
        }

        return password;
    }
}

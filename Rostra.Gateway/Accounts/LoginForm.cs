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
        var credentials = new Credentials(body.Text("username"), body.Text("password"));
        // .NET's normalisation throws on U+FFFE.
        if (credentials.Username.Replace('\uFFFE', '\uFFFD').Normalize(NormalizationForm.FormKC).Trim().CodePoints > UsernameMax)
        {
            body.Invalid("username", $"must not be longer than {UsernameMax} characters.");
        }

        if (credentials.Password.CodePoints > PasswordMax)
        {
            body.Invalid("password", $"must not be longer than {PasswordMax} characters.");
        }

        return credentials;
    }
}

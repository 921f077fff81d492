using System.CommandLine.Parsing;

namespace Rostra.Terminal;

/// <summary>Reads a server's address from the command line.</summary>
internal static class Address
{
    public static Uri? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return address;

        argument.AddError($"“{text}” is no address like http://localhost:5080.");
        return null;
    }
}

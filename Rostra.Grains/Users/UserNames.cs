using Rostra.Names;

namespace Rostra.Users;

/// <summary>How usernames are folded for comparison.</summary>
internal static class UserNames
{
    public static string Key(string name) => NameKey.Of(name);
}

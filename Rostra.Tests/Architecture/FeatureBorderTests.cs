using System.Text.RegularExpressions;
using Xunit;

namespace Rostra.Architecture;

/// <summary>Inside a project: a feature uses another's contract, and only the behaviour that stands below it here.</summary>
public sealed partial class FeatureBorderTests
{
    /// <summary>In Rostra.Grains: whose files may use which other folder's internals. Storage and names stand below all; accounts and rooms do not meet.</summary>
    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Storage"] = [],
        ["Archives"] = ["Storage", "Names", "Messages"],
        ["Imports"] = ["Storage", "Names", "Accounts", "Rooms"],
        ["Fencing"] = ["Storage"],
        ["Names"] = [],
        ["Realtime"] = [],
        ["Accounts"] = ["Storage", "Names", "Realtime"],
        ["Allowances"] = [],
        ["Preferences"] = ["Storage"],
        ["Messages"] = ["Storage", "Rooms"],
        ["Rooms"] = ["Storage", "Fencing", "Names", "Realtime", "Messages"],
        ["History"] = ["Storage", "Rooms", "Messages"],
        ["Search"] = ["Storage", "Names", "Rooms", "Messages"],
        ["Oversight"] = ["Storage", "Accounts", "Rooms", "Messages"],
        ["Users"] = ["Storage", "Fencing", "Names", "Realtime", "Rooms"],
        ["Hosting"] = ["Storage", "Fencing", "Names", "Realtime", "Accounts", "Allowances", "Messages", "Rooms", "History", "Search", "Users", "Oversight"],
    };

    [Fact]
    public void In_the_grains_every_folder_uses_only_what_stands_below_it()
    {
        var root = Path.Combine(Repository.Root, "Rostra.Grains");
        var folders = Directory.GetDirectories(root).Select(Path.GetFileName).Where(name => name is not "obj" and not "bin").ToList();
        Assert.Empty(folders.Except(Below.Keys));

        var behaviours = folders.ToDictionary(folder => folder!, folder => InternalTypes(Path.Combine(root, folder!)));
        foreach (var folder in folders)
        {
            foreach (var file in Directory.GetFiles(Path.Combine(root, folder!), "*.cs", SearchOption.AllDirectories))
            {
                var words = Word().Matches(File.ReadAllText(file)).Select(match => match.Value).ToHashSet();
                foreach (var other in folders.Where(other => other != folder && !Below[folder!].Contains(other)))
                {
                    Assert.True(!words.Overlaps(behaviours[other!]), $"{file} uses {string.Join(", ", words.Intersect(behaviours[other!]))} of {other}");
                }
            }
        }
    }

    [Fact]
    public void No_folder_is_a_drawer_for_odds_and_ends()
    {
        string[] drawers = ["Common", "Helpers", "Utils", "Services", "Models", "Managers"];
        var found = Directory.GetDirectories(Repository.Root, "*", SearchOption.AllDirectories)
            .Where(path => !path.Contains("node_modules", StringComparison.Ordinal) && !path.Contains("artifacts", StringComparison.Ordinal))
            .Where(path => drawers.Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase));
        Assert.Empty(found);
    }

    private static HashSet<string> InternalTypes(string folder) =>
    [
        .. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Declaration().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value),
    ];

    [GeneratedRegex(@"^internal (?:(?:sealed|static|abstract|partial|readonly) )*(?:class|record struct|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();
}

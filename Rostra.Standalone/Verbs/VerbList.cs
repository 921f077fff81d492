using System.CommandLine;
using Rostra.Chat;

namespace Rostra.Verbs;

/// <summary>The verbs of the command line; without one, Rostra serves.</summary>
internal static class VerbList
{
    private static IEnumerable<Command> All() => [new BackupVerb(), new RestoreVerb(), new MoveVerb(), ImportVerb.All(), new ClaimVerb(), LinkVerb.All(), new ExportVerb(), new ChatCommand()];

    /// <summary>Null: this is no verb.</summary>
    public static async Task<int?> Run(string[] args)
    {
        var verbs = All().ToList();
        if (args is not [var name, ..] || verbs.TrueForAll(verb => verb.Name != name))
        {
            return null;
        }

        var root = new RootCommand("Rostra, a chat server.");
        verbs.ForEach(root.Add);
        return await root.Parse(args).InvokeAsync();
    }
}

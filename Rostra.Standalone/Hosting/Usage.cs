namespace Rostra.Hosting;

/// <summary>The command line: what it may say.</summary>
internal static class Usage
{
    private static readonly string[] s_options = ["urls", "environment"];

    public const string MigrateOnly = "--migrate-only";

    public const string Text = $"""
        Rostra, a chat server: gateway, silo, client and database in one process.

          dotnet run --project Rostra.Standalone [-- options]

          --urls <urls>                   where to listen (default {Addresses.Default}; several: separate by ;)
          --<Section>:<Key> <value>       any setting, as by an environment variable
          --migrate-only                  bring the database to this version's schema, say so, and end
          --version                       which Rostra this is, and its schema
          --help                          this text

        Instead of starting it:

          doctor                          looks for what is wrong, and says what to do: doctor --help
          settings                        writes the table of all settings, as docs/settings.md has it
          backup <file>                   everything into one file, while Rostra runs
          restore <file>                  such a file into an empty place
          move-to --postgres <server>     from the embedded PostgreSQL to a server of yours
          import irc|slack|discord …      conversations from elsewhere, with authors and times
          claim <name> --email <address>  hands an imported author's account to the person
          link password|invite            a link by which somebody sets a new password, or registers
          export <file>                   everything, a room or a person's own, as JSON lines
          chat [url]                      talk, in this terminal or through a pipe
                                          (each of these: --help)

        Environment variables:
          Rostra__DataDirectory           everything that is kept (default: .rostra in the working directory)
          Rostra__Postgres__BinDirectory  PostgreSQL programs to run instead of those that came along
          ConnectionStrings__Postgres     a PostgreSQL server of yours: none is started

        Ctrl-C stops everything.
        """;

    public static string Version => $"Rostra {Archives.RostraVersion.Current}, schema {SchemaUpgrade.Newest}";

    public static bool IsAsked(string[] args) => args.Any(arg => arg is "--help" or "-h" or "-?");

    /// <summary>A slip such as <c>--url</c> would otherwise be taken for a setting that nothing reads.</summary>
    public static void RefuseUnknown(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var (key, hasValue) = args[i].Split('=', 2) is [var before, _] ? (before, true) : (args[i], false);
            if (!key.StartsWith("--", StringComparison.Ordinal) || !(key.Contains(':', StringComparison.Ordinal) || s_options.Contains(key[2..], StringComparer.OrdinalIgnoreCase)))
            {
                throw new StartRefusedException($"'{args[i]}' is not an option of Rostra: see --help");
            }

            if (!hasValue && ++i == args.Length)
            {
                throw new StartRefusedException($"{key} needs a value: see --help");
            }
        }
    }
}

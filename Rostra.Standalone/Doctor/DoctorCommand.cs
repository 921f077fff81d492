using System.Globalization;

namespace Rostra.Doctor;

/// <summary><c>doctor</c> on the command line: looks at everything that may be wrong, says what to do, and changes nothing.</summary>
internal static class DoctorCommand
{
    public const string Help = """
        Looks for what is wrong with this Rostra, or with the servers of a cluster, and says what to do. Changes nothing.

          dotnet run --project Rostra.Standalone -- doctor [options]

          --url <address>                 where people reach it, through the proxy (default: Rostra__PublicUrl)
          --silos <number>                silos that share the database (default: 1)
          --json                          for programs: {"wrong": 1, "doubtful": 0, "findings": [{"check", "verdict", "says", "do"}]}
          --<Section>:<Key> <value>       any setting, as for a start
          --help                          this text

        It reads the same settings as a start: ConnectionStrings__Postgres, ConnectionStrings__Redis, Rostra__…; run it where a silo or a gateway runs, with its environment.
        Exit code: 0 nothing is wrong, 1 something is, 2 it was not understood.
        """;

    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(20);

    /// <summary>In the order in which they are told: what explains others comes first.</summary>
    public static IReadOnlyList<Check> Checks { get; } =
    [
        new SettingsFit(), new SigningKeyIsStrong(), new SecretFilesArePrivate(), new ProxyIsKnown(), new UnicodeIsThere(), new PortsAreFree(),
        new DataDirectoryIsWritable(), new DiskHasRoom(), new FilesAreAllowed(), new MemorySuffices(),
        new PostgresIsReached(), new PostgresIsNew(), new PostgresSpeaksUtf8(), new PostgresPermits(), new PostgresExtends(), new MigrationsAreDone(),
        new PostgresIsDurable(), new ConnectionsSuffice(), new PostgresTakesWrites(), new VacuumWorks(), new ClocksAgree(TimeProvider.System), new PostgresIsEncrypted(), new NoPoolerInBetween(),
        new RedisIsReached(), new RedisIsNew(), new RedisKeeps(), new RedisEvictsNothing(), new RedisIsGuarded(), new SilosAreListed(),
        .. DoorCheck.All.Select(check => new AtTheDoor(check)),
    ];

    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args, TextWriter output, CancellationToken cancellation)
    {
        if (Hosting.Usage.IsAsked(args))
        {
            await output.WriteLineAsync(Help);
            return 0;
        }

        if (Parse(args) is not { } asked)
        {
            await output.WriteLineAsync(Help);
            return 2;
        }

        await using var patient = new Patient(asked.Configuration, asked.Url, asked.Silos);
        var findings = new List<Finding>();
        foreach (var check in Checks)
        {
            findings.Add(await Looked(check, patient, cancellation));
        }

        await output.WriteLineAsync(asked.IsJson ? FindingReport.Json(findings) : FindingReport.Text(findings));
        return findings.Exists(finding => finding.Verdict is Verdict.Wrong) ? 1 : 0;
    }

    public static async Task<Finding> Looked(Check check, Patient patient, CancellationToken cancellation)
    {
        try
        {
            return await check.Look(patient, cancellation).WaitAsync(CheckTimeout, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            return new Finding(check.Name, Verdict.Skipped, $"It could not be looked at: {fault.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static (IConfiguration Configuration, Uri? Url, int Silos, bool IsJson)? Parse(string[] args)
    {
        Uri? url = null;
        var (silos, isJson, rest) = (1, false, new List<string>());
        for (var at = 0; at < args.Length; at++)
        {
            switch (args[at])
            {
                case "--json":
                    isJson = true;
                    break;
                case "--url" when at + 1 < args.Length && Uri.TryCreate(args[at + 1], UriKind.Absolute, out url):
                    at++;
                    break;
                case "--silos" when at + 1 < args.Length && int.TryParse(args[at + 1], CultureInfo.InvariantCulture, out silos) && silos > 0:
                    at++;
                    break;
                default:
                    rest.Add(args[at]);
                    break;
            }
        }

        try
        {
            Hosting.Usage.RefuseUnknown([.. rest]);
        }
        catch (StartRefusedException)
        {
            return null;
        }

        var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddEnvironmentVariables("ASPNETCORE_").AddCommandLine([.. rest]).Build();
        return (settings, url, silos, isJson);
    }
}

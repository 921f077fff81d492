using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

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
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>In the order in which they are told: what explains others comes first.</summary>
    public static IReadOnlyList<Check> Checks { get; } =
    [
        new SettingsFit(), new SigningKeyIsStrong(), new SecretFilesArePrivate(), new ProxyIsKnown(), new UnicodeIsThere(), new PortsAreFree(),
        new DataDirectoryIsWritable(), new DiskHasRoom(), new FilesAreAllowed(), new MemorySuffices(),
        new PostgresIsReached(), new PostgresIsNew(), new PostgresSpeaksUtf8(), new PostgresPermits(), new PostgresExtends(), new MigrationsAreDone(),
        new PostgresIsDurable(), new ConnectionsSuffice(), new PostgresTakesWrites(), new VacuumWorks(), new ClocksAgree(TimeProvider.System), new PostgresIsEncrypted(), new NoPoolerInBetween(),
        new RedisIsReached(), new RedisIsNew(), new RedisKeeps(), new RedisEvictsNothing(), new RedisIsGuarded(), new SilosAreListed(),
        new DoorOpens(), new OriginMatches(), new WebSocketsPass(), new PageIsServed(), new DoorIsEncrypted(TimeProvider.System), new OperatorsPagesAreHidden(), new HeadersArrive(),
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

        await output.WriteLineAsync(asked.IsJson ? Json(findings) : Text(findings));
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

    private static string Text(List<Finding> findings)
    {
        var width = findings.Max(finding => finding.Check.Length);
        var lines = findings.Where(finding => finding.Verdict is not Verdict.Skipped).Select(finding =>
            $"{Sign(finding.Verdict)} {finding.Check.PadRight(width)}  {finding.Says}" + (finding.Do is { } advice ? $"\n  {new string(' ', width)}  → {advice}" : ""));
        var (wrong, doubtful, skipped) = (Count(findings, Verdict.Wrong), Count(findings, Verdict.Doubtful), findings.Where(finding => finding.Verdict is Verdict.Skipped).ToList());
        var notLooked = skipped.Count == 0 ? "" : $"\nNot looked at: {string.Join(", ", skipped.Select(finding => finding.Check))}.";
        return $"{string.Join('\n', lines)}\n{notLooked}\n{wrong} wrong, {doubtful} doubtful.";
    }

    private static string Json(List<Finding> findings) => JsonSerializer.Serialize(
        new
        {
            wrong = Count(findings, Verdict.Wrong),
            doubtful = Count(findings, Verdict.Doubtful),
            findings = findings.Select(finding => new { finding.Check, verdict = JsonNamingPolicy.CamelCase.ConvertName($"{finding.Verdict}"), finding.Says, finding.Do }),
        },
        Readable);

    private static int Count(List<Finding> findings, Verdict verdict) => findings.Count(finding => finding.Verdict == verdict);

    private static char Sign(Verdict verdict) => verdict switch { Verdict.Well => '✓', Verdict.Doubtful => '?', Verdict.Wrong => '✗', _ => '·' };
}

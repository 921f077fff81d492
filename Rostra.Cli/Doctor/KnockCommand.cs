using System.CommandLine;
using Rostra.Chat;
using Rostra.Terminal;

namespace Rostra.Doctor;

/// <summary><c>doctor</c> on the command line: what can be seen of a Rostra from outside.</summary>
internal sealed class KnockCommand : Command
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    private readonly Argument<Uri?> _url = ServerOptions.Address();
    private readonly Option<bool> _json = new("--json") { Description = """For programs: {"wrong": 1, "doubtful": 0, "findings": [{"check", "verdict", "says", "do"}]}""" };

    public KnockCommand()
        : base("doctor", $"""
            Looks from outside for what is wrong with a Rostra and whatever stands in front of it ({string.Join(", ", DoorCheck.All.Select(check => check.Name))}), and says what to do. Changes nothing.
            The server's own doctor sees more: its settings, databases and disks. Exit code: 0 nothing is wrong, 1 something is.
            """)
    {
        Add(_url);
        Add(_json);
        SetAction((parsed, cancellation) => Guard.Run(() => Look(ServerOptions.Url(parsed, _url), parsed.GetValue(_json), cancellation), cancellation));
    }

    private static async Task<int> Look(Uri url, bool isJson, CancellationToken cancellation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = AnswerTime };
        var findings = new List<Finding>();
        foreach (var check in DoorCheck.All) findings.Add(await check.Look(url, http, cancellation));
        await Console.Out.WriteLineAsync(isJson ? FindingReport.Json(findings) : Harmless.Lines(FindingReport.Text(findings)));
        return findings.Exists(finding => finding.Verdict is Verdict.Wrong) ? 1 : 0;
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rostra.Doctor;

/// <summary>How findings are told.</summary>
internal static class FindingReport
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For people: what is wrong, and what to do; a line each.</summary>
    public static string Text(IReadOnlyList<Finding> findings)
    {
        var width = findings.Max(finding => finding.Check.Length);
        var lines = findings.Where(finding => finding.Verdict is not Verdict.Skipped).Select(finding =>
            $"{Sign(finding.Verdict)} {finding.Check.PadRight(width)}  {finding.Says}" + (finding.Do is { } advice ? $"\n  {new string(' ', width)}  → {advice}" : ""));
        var (wrong, doubtful, skipped) = (Count(findings, Verdict.Wrong), Count(findings, Verdict.Doubtful), findings.Where(finding => finding.Verdict is Verdict.Skipped).ToList());
        var notLooked = skipped.Count == 0 ? "" : $"\nNot looked at: {string.Join(", ", skipped.Select(finding => finding.Check))}.";
        return $"{string.Join('\n', lines)}\n{notLooked}\n{wrong} wrong, {doubtful} doubtful.";
    }

    /// <summary>For programs.</summary>
    public static string Json(IReadOnlyList<Finding> findings) => JsonSerializer.Serialize(
        new
        {
            wrong = Count(findings, Verdict.Wrong),
            doubtful = Count(findings, Verdict.Doubtful),
            findings = findings.Select(finding => new { finding.Check, verdict = JsonNamingPolicy.CamelCase.ConvertName($"{finding.Verdict}"), finding.Says, finding.Do }),
        },
        Readable);

    private static int Count(IReadOnlyList<Finding> findings, Verdict verdict) => findings.Count(finding => finding.Verdict == verdict);

    private static char Sign(Verdict verdict) => verdict switch { Verdict.Well => '✓', Verdict.Doubtful => '?', Verdict.Wrong => '✗', _ => '·' };
}

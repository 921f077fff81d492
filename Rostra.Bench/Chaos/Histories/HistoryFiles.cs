using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rostra.Chaos;

/// <summary>A run's histories on disk: one file of JSON lines per client, the final log, and what the run was.</summary>
internal static class HistoryFiles
{
    private const string FinalLog = "final.jsonl";
    private const string Facts = "run.json";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void WriteFinal(string directory, IEnumerable<FinalRoom> rooms) =>
        File.WriteAllLines(Path.Combine(directory, FinalLog), rooms.Select(room => JsonSerializer.Serialize(room, Json)));

    public static void WriteFacts(string directory, RunFacts facts) =>
        File.WriteAllText(Path.Combine(directory, Facts), JsonSerializer.Serialize(facts, Json));

    public static Run Read(string directory)
    {
        if (!File.Exists(Path.Combine(directory, Facts))) throw new Clients.BenchException($"{directory} holds no run: there is no {Facts} in it.");
        var facts = JsonSerializer.Deserialize<RunFacts>(File.ReadAllText(Path.Combine(directory, Facts)), Json)!;
        var rooms = Lines<FinalRoom>(Path.Combine(directory, FinalLog)).ToList();
        var lines = Directory.GetFiles(directory, "*.history.jsonl").Order(StringComparer.Ordinal).SelectMany(Lines<HistoryLine>).ToList();
        return new(facts, lines, rooms);
    }

    // The last line of a file may have been cut by the end of the driver itself.
    private static IEnumerable<T> Lines<T>(string file)
    {
        foreach (var line in File.ReadLines(file).Where(line => line.EndsWith('}'))) yield return JsonSerializer.Deserialize<T>(line, Json)!;
    }
}

/// <summary>All that is known about a run.</summary>
/// <param name="Lines">Those of one client in the order in which they were written.</param>
internal sealed record Run(RunFacts Facts, IReadOnlyList<HistoryLine> Lines, IReadOnlyList<FinalRoom> Rooms);

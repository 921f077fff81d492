using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using Rostra.Rooms;

namespace Rostra.Storage;

/// <summary>The server's log, where a database that was told so has every plan written: those of the product's own statements, however they came there.</summary>
internal static class PlanLog
{
    private const string Path = "current_setting('data_directory') || '/../postgres.log'";

    /// <summary>From here on every statement's plan is told, of connections that are opened anew.</summary>
    /// <param name="isGeneric">Whether all plans are made without looking at what is asked for, as those of prepared statements may be; else all with.</param>
    public static async Task Tell(string connectionString, bool isGeneric)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        foreach (var setting in new[]
        {
            "session_preload_libraries = 'auto_explain'", "auto_explain.log_min_duration = 0", "auto_explain.log_analyze = on", "auto_explain.log_timing = off",
            "auto_explain.log_format = json", $"plan_cache_mode = {(isGeneric ? "force_generic_plan" : "force_custom_plan")}",
        })
        {
            await using var set = database.CreateCommand($"alter database \"{new NpgsqlConnectionStringBuilder(connectionString).Database}\" set {setting}");
            await set.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Plans of all that is done meanwhile. No other database of this server tells any.</summary>
    public static async Task<IReadOnlyList<Plan>> Of(RoomDatabase database, Func<Task> work)
    {
        var from = await database.Ask<long>($"select size from pg_stat_file({Path})");
        await work();
        var to = await database.Ask<long>($"select size from pg_stat_file({Path})");
        if (to < from) return await Of(database, work); // Whoever keeps the server has emptied its log meanwhile, as each minute where it is long.
        var log = await database.Ask<byte[]>($"select pg_read_binary_file({Path}, $1, $2)", from, to - from);
        return [.. Read(Encoding.UTF8.GetString(log)).Select(told => new Plan(told)).Where(plan => !plan.IsAboutServer)];
    }

    // An entry's further lines begin with a tab.
    private static IEnumerable<JsonNode> Read(string log)
    {
        var lines = log.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            if (!lines[at].EndsWith("plan:", StringComparison.Ordinal)) continue;
            var plan = lines.Skip(at + 1).TakeWhile(line => line.StartsWith('\t'));
            yield return JsonNode.Parse(string.Concat(plan))!;
        }
    }
}

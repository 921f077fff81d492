using Npgsql;
using StackExchange.Redis;

namespace Rostra.Doctor;

/// <summary>Looks at one thing that may be wrong, and changes nothing.</summary>
internal abstract class Check(string name)
{
    public string Name => name;

    public abstract Task<Finding> Look(Patient patient, CancellationToken cancellation);

    protected Finding Well(string says) => new(name, Verdict.Well, says);

    protected Finding Skipped(string why) => new(name, Verdict.Skipped, why);

    protected Finding Doubtful(string says, string advice) => new(name, Verdict.Doubtful, says, advice);

    protected Finding Wrong(string says, string advice) => new(name, Verdict.Wrong, says, advice);
}

/// <summary>A check that asks the configured Postgres.</summary>
internal abstract class PostgresCheck(string name) : Check(name)
{
    public override async Task<Finding> Look(Patient patient, CancellationToken cancellation) =>
        await patient.Postgres(cancellation) is { Connection: { } connection } ? await Ask(connection, patient, cancellation) : Skipped("No database to ask.");

    protected abstract Task<Finding> Ask(NpgsqlConnection connection, Patient patient, CancellationToken cancellation);

    protected static async Task<T?> Scalar<T>(NpgsqlConnection connection, string question, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(cancellation) is T answer ? answer : default;
    }
}

/// <summary>A check that asks the configured Redis.</summary>
internal abstract class RedisCheck(string name) : Check(name)
{
    public override async Task<Finding> Look(Patient patient, CancellationToken cancellation) =>
        await patient.Redis() is { Connection: { } connection } ? await Ask(connection.GetDatabase(), patient) : Skipped("No Redis to ask.");

    protected abstract Task<Finding> Ask(IDatabase redis, Patient patient);

    /// <summary>A line of INFO; null: there is none.</summary>
    protected static async Task<string?> Info(IDatabase redis, string section, string key) =>
        ((string?)await redis.ExecuteAsync("INFO", section) ?? "").Split('\n', StringSplitOptions.TrimEntries)
            .FirstOrDefault(line => line.StartsWith($"{key}:", StringComparison.Ordinal))?[(key.Length + 1)..];
}

/// <summary>A check that comes to Rostra from outside, as people do: through whatever stands in front.</summary>
internal sealed class AtTheDoor(DoorCheck check) : Check(check.Name)
{
    public override Task<Finding> Look(Patient patient, CancellationToken cancellation) => check.Look(patient.Door, patient.Http, cancellation);
}

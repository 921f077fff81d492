using System.Globalization;
using StackExchange.Redis;

namespace Rostra.Doctor;

internal sealed class RedisIsReached() : Check("redis")
{
    public override async Task<Finding> Look(Patient patient, CancellationToken cancellation) => (patient.RedisAddress, await patient.Redis()) switch
    {
        (null, _) => Skipped("Standalone needs none; a cluster is told of it by ConnectionStrings__Redis."),
        (_, (null, { } fault)) when fault.Message.Contains("NOAUTH", StringComparison.Ordinal) || fault.Message.Contains("WRONGPASS", StringComparison.Ordinal) || fault is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } =>
            Wrong("Redis does not take the password.", "Correct password=… in ConnectionStrings__Redis."),
        (_, (null, _)) => Wrong("Redis does not answer.", "Is it running, is the port open to this machine (bind, firewall), is ConnectionStrings__Redis host:port,password=…?"),
        _ => Well("It answers."),
    };
}

internal sealed class RedisKeeps() : RedisCheck("redis append-only file")
{
    protected override async Task<Finding> Ask(IDatabase redis, Patient patient) => await Info(redis, "persistence", "aof_enabled") == "1"
        ? await Info(redis, "persistence", "aof_last_write_status") == "ok" ? Well("It is on.") : Wrong("Redis could not write its append-only file.", "Look at Redis' log: is its disk full?")
        : Wrong("Redis has no append-only file: a restart empties the membership table, and a silo may found a second cluster.", "appendonly yes and appendfsync always, as in deploy/redis/redis.conf; now: redis-cli config set appendonly yes");
}

internal sealed class RedisEvictsNothing() : RedisCheck("redis eviction")
{
    protected override async Task<Finding> Ask(IDatabase redis, Patient patient) => await Info(redis, "memory", "maxmemory_policy") is { } policy and not "noeviction"
        ? Wrong($"maxmemory-policy is {policy}: Redis may throw the membership table away.", "maxmemory-policy noeviction; now: redis-cli config set maxmemory-policy noeviction")
        : Well("Nothing is thrown away.");
}

internal sealed class RedisIsGuarded() : RedisCheck("redis password")
{
    protected override Task<Finding> Ask(IDatabase redis, Patient patient) => Task.FromResult(ConfigurationOptions.Parse(patient.RedisAddress!) is { Password: null or "" }
        ? Doubtful("Redis lets everybody in who reaches it: anybody could add a silo, or remove them.", "requirepass … in redis.conf and password=… in ConnectionStrings__Redis; and keep its port private.")
        : Well("It asks for a password."));
}

/// <summary>A table of members, and whether anybody is in it.</summary>
internal sealed class SilosAreListed() : RedisCheck("silos")
{
    protected override async Task<Finding> Ask(IDatabase redis, Patient patient)
    {
        var (service, cluster) = (patient.Configuration["Orleans:ServiceId"] ?? "rostra", patient.Configuration["Orleans:ClusterId"] ?? "rostra");
        var rows = await redis.HashLengthAsync($"{service}/members/{cluster}");
        return rows == 0
            ? Doubtful($"No silo has ever come up in the cluster {cluster} of {service}.", "Start a silo; Orleans__ClusterId and Orleans__ServiceId must be the same on all silos and gateways.")
            : Well($"The membership table of {cluster} is there.");
    }
}

internal sealed class RedisIsNew() : RedisCheck("redis version")
{
    private const int MajorMin = 6;

    protected override async Task<Finding> Ask(IDatabase redis, Patient patient) => Judge(await Info(redis, "server", "redis_version") ?? "");

    public Finding Judge(string version) => int.TryParse(version.Split('.')[0], CultureInfo.InvariantCulture, out var major) && major < MajorMin
        ? Wrong($"This is Redis {version}, and Rostra needs {MajorMin} or later.", "Upgrade it; what it holds need not be kept.")
        : Well($"Redis {version}.");
}

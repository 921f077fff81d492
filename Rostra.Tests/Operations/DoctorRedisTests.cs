using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Rostra.Doctor;
using Rostra.Postgres;
using Rostra.Testing;
using StackExchange.Redis;
using Xunit;

namespace Rostra.Operations;

/// <summary>What is wrong with a real Redis is found.</summary>
[Trait("Set", "short")]
public sealed class DoctorRedisTests : IAsyncLifetime
{
    private readonly TestDirectory _directory = new("rostra-redis-");
    private readonly int _port = LoopbackPort.Free();
    private Process? _redis;

    private string Address => $"127.0.0.1:{_port}";

    public async ValueTask InitializeAsync()
    {
        _redis = Process.Start(new ProcessStartInfo("redis-server", ["--port", $"{_port}", "--dir", _directory.Path, "--save", "", "--requirepass", "right", "--maxmemory-policy", "allkeys-lru"]) { RedirectStandardOutput = true })!;
        while (await _redis.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("Ready to accept connections", StringComparison.OrdinalIgnoreCase))
        {
            // It says what it does, and at last that it is ready.
        }
    }

    [Fact]
    public async Task A_redis_that_is_not_there_or_does_not_take_the_password()
    {
        DoctorChecksTests.Said(await Look("127.0.0.1:1", new RedisIsReached()), Verdict.Wrong, "does not answer");
        DoctorChecksTests.Said(await Look($"{Address},password=hush", new RedisIsReached()), Verdict.Wrong, "password");
        DoctorChecksTests.Said(await Look($"{Address},password=right", new RedisIsReached()), Verdict.Well, "answers");
    }

    [Fact]
    public async Task A_redis_that_forgets()
    {
        var redis = $"{Address},password=right";
        DoctorChecksTests.Said(await Look(redis, new RedisKeeps()), Verdict.Wrong, "no append-only file");
        DoctorChecksTests.Said(await Look(redis, new RedisEvictsNothing()), Verdict.Wrong, "allkeys-lru");
        DoctorChecksTests.Said(await Look(redis, new SilosAreListed()), Verdict.Doubtful, "No silo");
        DoctorChecksTests.Said(await Look(redis, new RedisIsGuarded()), Verdict.Well, "password");
        DoctorChecksTests.Said(await Look(redis, new RedisIsNew()), Verdict.Well, "Redis");
        DoctorChecksTests.Said(new RedisIsNew().Judge("5.0.14"), Verdict.Wrong, "6 or later");

        await using var administrator = await ConnectionMultiplexer.ConnectAsync($"{redis},allowAdmin=true");
        var database = administrator.GetDatabase();
        await database.ExecuteAsync("CONFIG", "SET", "appendonly", "yes");
        await database.ExecuteAsync("CONFIG", "SET", "maxmemory-policy", "noeviction");
        await database.ExecuteAsync("CONFIG", "SET", "requirepass", "");
        DoctorChecksTests.Said(await Look(redis, new RedisKeeps()), Verdict.Well, "on");
        DoctorChecksTests.Said(await Look(redis, new RedisEvictsNothing()), Verdict.Well, "Nothing");
        DoctorChecksTests.Said(await Look(Address, new RedisIsGuarded()), Verdict.Doubtful, "everybody");
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis is not null)
        {
            _redis.Kill();
            await _redis.WaitForExitAsync();
            _redis.Dispose();
        }

        _directory.Dispose();
    }

    private static async Task<Finding> Look(string redis, Check check)
    {
        await using var patient = new Patient(new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Redis", redis)]).Build(), null, 1);
        return await check.Look(patient, TestContext.Current.CancellationToken);
    }
}

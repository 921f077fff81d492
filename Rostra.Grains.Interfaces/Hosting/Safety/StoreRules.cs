using System.Data.Common;
using Microsoft.Extensions.Configuration;

namespace Rostra.Hosting.Safety;

/// <summary>How silos and gateways may reach what they keep things in. On this machine a store may be open; elsewhere whoever reaches it must not get in.</summary>
public static class StoreRules
{
    public const string Redis = "ConnectionStrings__Redis";
    public const string Postgres = "ConnectionStrings__Postgres";

    private const string Remedy = "make one with: openssl rand -hex 24";

    public static void RedisIsSafe(IConfiguration configuration, UnsafeSettings faults)
    {
        if (configuration.GetConnectionString("Redis") is not { Length: > 0 } connection)
        {
            faults.Add(Redis, "is missing: name the Redis through which silos and gateways find each other, such as redis:6379,password=…");
            return;
        }

        var parts = connection.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var hosts = parts.Where(part => !part.Contains('=', StringComparison.Ordinal)).Select(Host).ToArray();
        if (hosts.All(Reach.IsLoopback))
        {
            return;
        }

        if (Passwords.Fault(Option(parts, "password")) is { } fault)
        {
            faults.Add(Redis, $"{fault}: whoever writes to this Redis can join the cluster. Add password=… ({Remedy}).");
        }

        if (hosts.Any(Reach.IsPublic) && !"true".Equals(Option(parts, "ssl"), StringComparison.OrdinalIgnoreCase))
        {
            faults.Add(Redis, "crosses the Internet unencrypted: add ssl=true, or use a private address.");
        }
    }

    public static void PostgresIsSafe(IConfiguration configuration, UnsafeSettings faults)
    {
        if (configuration.GetConnectionString("Postgres") is not { Length: > 0 } connection)
        {
            faults.Add(Postgres, "is missing: name the database to keep everything in, such as Host=…;Database=rostra;Username=rostra;Password=…");
            return;
        }

        var settings = new DbConnectionStringBuilder();
        try
        {
            settings.ConnectionString = connection;
        }
        catch (ArgumentException)
        {
            faults.Add(Postgres, "cannot be read: it is a list of Key=Value with semicolons between them.");
            return;
        }

        if (Is(Value(settings, "Include Error Detail", "IncludeErrorDetail")))
        {
            faults.Add(Postgres, "has Include Error Detail: rows with people's data would end up in logs. Take it out.");
        }

        if (Is(Value(settings, "Log Parameters", "LogParameters")))
        {
            faults.Add(Postgres, "has Log Parameters: what people say and who they are would end up in logs. Take it out.");
        }

        var hosts = (Value(settings, "Host", "Server") ?? "localhost").Split(',', StringSplitOptions.TrimEntries);
        if (!hosts.All(Reach.IsLoopback))
        {
            RemoteIsSafe(settings, hosts, faults);
        }
    }

    private static void RemoteIsSafe(DbConnectionStringBuilder settings, string[] hosts, UnsafeSettings faults)
    {
        var hasOtherProof = Value(settings, "Passfile", "SSL Certificate") is not null;
        if (!hasOtherProof && Passwords.Fault(Value(settings, "Password", "PSW", "PWD")) is { } fault)
        {
            faults.Add(Postgres, $"{fault}: set one for the role that Rostra uses ({Remedy}; alter role … password …), and Password=… here.");
        }

        if ("postgres".Equals(Value(settings, "Username", "User", "UserId", "User Id", "UID"), StringComparison.OrdinalIgnoreCase))
        {
            faults.Add(Postgres, "lets Rostra in as postgres, who may do everything: make a role of its own (create role rostra login password …; grant create on database … to rostra).");
        }

        var encryption = (Value(settings, "SSL Mode", "SslMode") ?? "Prefer").Replace("-", "", StringComparison.Ordinal);
        if (hosts.Any(Reach.IsPublic) && !encryption.StartsWith("Verify", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add(Postgres, "crosses the Internet, and nobody looks who answers: add SSL Mode=VerifyFull, or use a private address.");
        }
    }

    private static bool Is(string? value) => "true".Equals(value, StringComparison.OrdinalIgnoreCase);

    private static string? Value(DbConnectionStringBuilder settings, params string[] names) =>
        names.Select(name => settings.TryGetValue(name, out var value) ? value?.ToString() : null).FirstOrDefault(value => !string.IsNullOrEmpty(value));

    private static string? Option(string[] parts, string name) =>
        parts.FirstOrDefault(part => part.StartsWith($"{name}=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..];

    // host, host:port, [v6]:port
    private static string Host(string endpoint) => endpoint.StartsWith('[') ? endpoint[..(endpoint.IndexOf(']', StringComparison.Ordinal) + 1)]
        : endpoint.Split(':') is [var host, _] ? host
        : endpoint;
}

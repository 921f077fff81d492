using Microsoft.Extensions.Configuration;
using Rostra.Hosting;
using Rostra.Hosting.Safety;
using Xunit;

namespace Rostra.Safety;

/// <summary>What a silo or a gateway refuses to start with. Each line changes one setting of a good configuration.</summary>
public sealed class UnsafeSettingsTests
{
    private const string Key = "q0Pbtk3UaQ7vGc0kLh0m4W1xKX2k0m8rJc7xWb0Yt5E=";
    private const string Secret = "5b1f0c7a9e3d4f68a2c4e6081b3d5f7a";

    private static readonly Dictionary<string, string?> GoodGateway = new()
    {
        ["ConnectionStrings:Redis"] = $"redis:6379,password={Secret}",
        ["Rostra:Tokens:SigningKey"] = Key,
        ["Rostra:PublicUrl"] = "https://chat.example.org/rostra",
        ["Rostra:AllowedOrigins:0"] = "https://other.example.org",
        ["Rostra:KnownProxies:0"] = "10.1.0.0/16",
        ["Rostra:Management:Urls"] = "http://127.0.0.1:5081;http://10.0.0.5:5081",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Rostra"] = "Debug",
    };

    private static readonly Dictionary<string, string?> GoodSilo = new()
    {
        ["ConnectionStrings:Redis"] = $"redis:6379,password={Secret}",
        ["ConnectionStrings:Postgres"] = $"Host=postgres;Username=rostra;Password={Secret};Database=rostra",
        ["Orleans:Endpoints:AdvertisedIPAddress"] = "10.0.0.5",
    };

    [Theory]
    [InlineData("Rostra:Tokens:SigningKey", null, "is missing")]
    [InlineData("Rostra:Tokens:SigningKey", "", "is missing")]
    [InlineData("Rostra:Tokens:SigningKey", "not base64!", "is not base64")]
    [InlineData("Rostra:Tokens:SigningKey", "c2hvcnQ=", "is shorter than 32 bytes")]
    [InlineData("Rostra:Tokens:SigningKey", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "is not random")]
    [InlineData("Rostra:Tokens:SigningKey", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "is not random")]
    [InlineData("Rostra:Tokens:SigningKey", "dGhpcyBpcyBhIHZlcnkgc2VjcmV0IGtleSBmb3IgZGV2ZWxvcG1lbnQh", "is not random")]
    [InlineData("Rostra:Tokens:SigningKey", "K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=", "is not random")]
    [InlineData("Rostra:Tokens:FormerKeys:0", "c2hvcnQ=", "take it out")]
    [InlineData("Rostra:Tokens:Lifetime", "05:00:00", "must be from 0")]
    [InlineData("Rostra:Tokens:Leeway", "00:05:00", "must be from 0")]
    [InlineData("ConnectionStrings:Redis", null, "is missing")]
    [InlineData("ConnectionStrings:Redis", "redis:6379", "names no password")]
    [InlineData("ConnectionStrings:Redis", "redis:6379,password=redis", "anybody would try first")]
    [InlineData("ConnectionStrings:Redis", "redis:6379,password=k3Jx9", "can be guessed")]
    [InlineData("ConnectionStrings:Redis", "127.0.0.1:6379,10.0.0.9:6379", "names no password")]
    [InlineData("ConnectionStrings:Redis", "203.0.113.7:6379,password=5b1f0c7a9e3d4f68a2c4e6081b3d5f7a", "ssl=true")]
    [InlineData("Rostra:AllowedOrigins:0", "*", "name each origin in full")]
    [InlineData("Rostra:AllowedOrigins:0", "https://*.example.org", "name each origin in full")]
    [InlineData("Rostra:AllowedOrigins:0", "null", "is no origin")]
    [InlineData("Rostra:AllowedOrigins:0", "https://example.org/page", "is no origin")]
    [InlineData("Rostra:AllowedOrigins:0", "file:///srv/page.html", "is no origin")]
    [InlineData("Rostra:AllowedOrigins:0", "http://other.example.org", "use https")]
    [InlineData("Rostra:PublicUrl", "chat.example.com", "is no address of a site")]
    [InlineData("Rostra:PublicUrl", "https://ada:pw@chat.example.org", "is no address of a site")]
    [InlineData("Rostra:PublicUrl", "http://chat.example.org", "use https")]
    [InlineData("Rostra:KnownProxies:0", "0.0.0.0/0", "from almost anybody")]
    [InlineData("Rostra:KnownProxies:0", "128.0.0.0/1", "from almost anybody")]
    [InlineData("Rostra:KnownProxies:0", "::/0", "from almost anybody")]
    [InlineData("Rostra:KnownProxies:0", "0.0.0.0", "is no proxy's address")]
    [InlineData("Rostra:KnownProxies:0", "balancer", "is neither an address nor a network")]
    [InlineData("Rostra:KnownProxies:0", "::ffff:0:0/96", "from almost anybody")]
    [InlineData("Rostra:KnownProxies:0", "::ffff:8.0.0.0/104", "from almost anybody")]
    [InlineData("Rostra:KnownProxies:0", "::/8", "from almost anybody")]
    [InlineData("Rostra:KnownProxies:0", "2000::/8", "from almost anybody")]
    [InlineData("Rostra:KnownProxies:0", "8.0.0.0/8", "from almost anybody")]
    [InlineData("forwardedHeaders_Enabled", "true", "from anybody")]
    [InlineData("forwardedHeaders_Enabled", "TRUE", "from anybody")]
    [InlineData("Rostra:Management:Urls", "http://operators:5081", "has no login")]
    [InlineData("Rostra:Management:Urls", "http://localhost.example.org:5081", "has no login")]
    [InlineData("Rostra:Management:Urls", "http://0.0.0.0:5081", "has no login")]
    [InlineData("Rostra:Management:Urls", "http://127.0.0.1:5081;http://+:5082", "has no login")]
    [InlineData("Rostra:Management:Urls", "http://203.0.113.7:5081", "has no login")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore", "Information", "tickets")]
    [InlineData("Logging:Console:LogLevel:Microsoft", "Debug", "tickets")]
    [InlineData("Logging:Console:LogLevel:Default", "Trace", "Logging__Console__LogLevel__Microsoft.AspNetCore to Warning")]
    [InlineData("Logging:Console:LogLevel:*", "Information", "tickets")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.Hos", "Information", "tickets")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.SignalR", "Debug", "what people say")]
    [InlineData("Logging:EventSource:LogLevel:Default", "Information", "tickets")]
    [InlineData("detailedErrors", "true", "take it out")]
    [InlineData("detailedErrors", "TRUE", "take it out")]
    [InlineData("Rostra:Client:Directory", "/", "has no index.html")]
    [InlineData("Kestrel:EndpointDefaults:SslProtocols:0", "Tls11", "can be broken")]
    [InlineData("Kestrel:Endpoints:Door:SslProtocols:1", "Tls", "can be broken")]
    public void A_gateway_refuses(string setting, string? value, string sentence) => Refused(
        GoodGateway, [StoreRules.RedisIsSafe, ManagementRules.IsPrivate, .. GatewayRules.All], setting, value, sentence);

    [Theory]
    [InlineData("ConnectionStrings:Postgres", null, "is missing")]
    [InlineData("ConnectionStrings:Postgres", "nonsense", "cannot be read")]
    [InlineData("ConnectionStrings:Postgres", "Host=postgres;Username=rostra", "names no password")]
    [InlineData("ConnectionStrings:Postgres", "Host=postgres;Username=rostra;Password=replace-me", "anybody would try first")]
    [InlineData("ConnectionStrings:Postgres", "Server=127.0.0.1,10.0.0.9;Username=rostra;Pwd=Rostra123!", "anybody would try first")]
    [InlineData("ConnectionStrings:Postgres", "Host=postgres;Username=rostra;Password=aaaaaaaaaaaaaaaa", "can be guessed")]
    [InlineData("ConnectionStrings:Postgres", "Host=postgres;Username=postgres;Password=5b1f0c7a9e3d4f68a2c4e6081b3d5f7a", "may do everything")]
    [InlineData("ConnectionStrings:Postgres", "Host=203.0.113.7;Username=rostra;Password=5b1f0c7a9e3d4f68a2c4e6081b3d5f7a", "SSL Mode=VerifyFull")]
    [InlineData("ConnectionStrings:Postgres", "Host=127.0.0.1;Include Error Detail=true", "people's data")]
    [InlineData("ConnectionStrings:Postgres", "Host=127.0.0.1;Log Parameters=true", "what people say")]
    [InlineData("Rostra:Health:Urls", "http://203.0.113.7:8081", "has no login")]
    [InlineData("Rostra:Health:Urls", "http://probes.example.org:8081", "has no login")]
    [InlineData("Rostra:Management:Urls", "http://[2001:db8::7]:8081", "has no login")]
    [InlineData("ConnectionStrings:Redis", null, "is missing")]
    [InlineData("ConnectionStrings:Redis", "redis:6379,password=changeme", "anybody would try first")]
    [InlineData("Rostra:Dashboard:Password", "changeme", "anybody would try first")]
    [InlineData("Rostra:Dashboard:Password", "kettle", "can be guessed")]
    [InlineData("Orleans:Endpoints:AdvertisedIPAddress", "203.0.113.7", "no login")]
    [InlineData("Orleans:Endpoints:AdvertisedIPAddress", "2001:db8::7", "no login")]
    [InlineData("Orleans:Endpoints:AdvertisedIPAddress", "0.0.0.0", "must be one address")]
    [InlineData("Orleans:Endpoints:AdvertisedIPAddress", "silo-1", "must be one address")]
    public void A_silo_refuses(string setting, string? value, string sentence) => Refused(
        GoodSilo, [StoreRules.RedisIsSafe, StoreRules.PostgresIsSafe, SiloRules.PortsArePrivate, ManagementRules.ProbesAreNear, Dashboard.PasswordIsStrong, LogRules.NothingIsBlurtedOut], setting, value, sentence);

    [Theory]
    [InlineData("Rostra:PublicUrl", "http://10.0.0.5:5080")]
    [InlineData("Rostra:PublicUrl", "http://chat.lan")]
    [InlineData("Rostra:AllowedOrigins:0", "http://localhost:5173")]
    [InlineData("Rostra:KnownProxies:0", "172.30.61.0/24")]
    [InlineData("Rostra:KnownProxies:0", "fd00::/8")]
    [InlineData("Rostra:KnownProxies:0", "104.16.0.0/13")]
    [InlineData("Rostra:KnownProxies:0", "2a06:98c0::/29")]
    [InlineData("Rostra:KnownProxies:0", "::ffff:10.0.0.0/104")]
    [InlineData("Logging:LogLevel:Default", "Trace")]
    [InlineData("Kestrel:EndpointDefaults:SslProtocols:0", "Tls13")]
    [InlineData("Rostra:Management:Urls", "http://unix:/run/rostra/operators;http://[fd00::7]:5081")]
    [InlineData("ConnectionStrings:Redis", "127.0.0.1:6379")]
    [InlineData("ConnectionStrings:Redis", "[::1]:6379,localhost:6380")]
    [InlineData("Rostra:Management:Urls", "")]
    public void A_gateway_takes(string setting, string value)
    {
        var settings = new Dictionary<string, string?>(GoodGateway) { [setting] = value };
        if (!value.Contains("https", StringComparison.Ordinal) && setting is not "Rostra:AllowedOrigins:0")
        {
            settings["Rostra:AllowedOrigins:0"] = "https://other.example.org";
        }

        Assert.Empty(Lines(settings, [StoreRules.RedisIsSafe, ManagementRules.IsPrivate, .. GatewayRules.All]));
    }

    [Theory]
    [InlineData("Host=/run/postgresql;Username=postgres")]
    [InlineData("Host=localhost;Username=postgres;Password=postgres")]
    [InlineData("Host=203.0.113.7;Username=rostra;Password=5b1f0c7a9e3d4f68a2c4e6081b3d5f7a;SSL Mode=VerifyFull")]
    [InlineData("Host=postgres;Username=rostra;Passfile=/run/secrets/pgpass")]
    public void A_silo_takes(string connection) =>
        Assert.Empty(Lines(new(GoodSilo) { ["ConnectionStrings:Postgres"] = connection }, StoreRules.PostgresIsSafe));

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var lines = Lines(
            new() { ["Rostra:AllowedOrigins:0"] = "*", ["Rostra:KnownProxies:1"] = "0.0.0.0/0", ["Rostra:Management:Urls"] = "http://*:1" },
            [StoreRules.RedisIsSafe, ManagementRules.IsPrivate, .. GatewayRules.All]);

        Assert.Equal(
            ["ConnectionStrings__Redis", "Rostra__AllowedOrigins__0", "Rostra__KnownProxies__1", "Rostra__Management__Urls", "Rostra__Tokens__SigningKey"],
            lines.Select(line => line.Split(' ')[0]));
    }

    private static void Refused(Dictionary<string, string?> good, Action<IConfiguration, UnsafeSettings>[] rules, string setting, string? value, string sentence)
    {
        Assert.Empty(Lines(good, rules));

        var line = Assert.Single(Lines(new(good) { [setting] = value }, rules));

        Assert.Contains(sentence, line, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
        Assert.True(value is null or { Length: < 6 } || !line.Contains(value, StringComparison.Ordinal));
    }

    private static IReadOnlyCollection<string> Lines(Dictionary<string, string?> settings, params Action<IConfiguration, UnsafeSettings>[] rules) =>
        UnsafeSettings.Of(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), rules).Lines;
}

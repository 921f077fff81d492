using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Rostra.Hosting;

namespace Rostra.Harness;

/// <summary>A silo and a gateway in this process, on a free port, with real Kestrel and real Postgres. Localhost clustering, Orleans' default grain directory.</summary>
public sealed class RostraHost : IAsyncDisposable
{
    private static readonly string SigningKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private readonly WebApplication _app;

    private RostraHost(WebApplication app) => _app = app;

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Url => _app.Urls.First();

    public IServiceProvider Services => _app.Services;

    /// <param name="settings">Over the defaults, as <c>Rostra:Limits:TextMax</c>.</param>
    /// <param name="compose">The last word on what is registered: fake time, recorders.</param>
    public static async Task<RostraHost> Start(
        string connectionString,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<WebApplicationBuilder>? compose = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration().UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Postgres"] = connectionString,
            ["Rostra:Tokens:SigningKey"] = SigningKey,
        });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());

        builder.AddRostraGateway();
        compose?.Invoke(builder);

        var app = builder.Build();
        app.MapRostraGateway();
        await app.StartAsync();
        return new RostraHost(app);
    }

    /// <summary>A caller without a token.</summary>
    public HttpClient Client() => new() { BaseAddress = new Uri(Url) };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

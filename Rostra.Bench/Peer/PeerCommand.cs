using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Rostra.Terminal;

namespace Rostra.Peer;

/// <summary><c>peer</c>: what Rostra is compared with, as a process of its own: SignalR, its Redis backplane, Npgsql, and nothing tuned beyond what their pages advise.</summary>
internal sealed class PeerCommand : Command
{
    /// <summary>Said on the standard output when it serves.</summary>
    public const string ReadyWord = "ready";

    /// <summary>Of connections to Postgres: for two cores more would only wait for each other.</summary>
    private const int ConnectionsMax = 32;

    private readonly Option<Uri?> _url = new("--url") { Description = "Where it listens.", Required = true, CustomParser = Address.Parse };
    private readonly Option<string> _postgres = new("--postgres") { Description = "Npgsql's connection string.", Required = true };
    private readonly Option<string> _redis = new("--redis") { Description = "StackExchange.Redis' configuration.", Required = true };

    public PeerCommand()
        : base("peer", "Serves a plain chat of SignalR, Redis and Postgres, for compare.")
    {
        Hidden = true;
        foreach (var option in new Option[] { _url, _postgres, _redis }) Add(option);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(parsed.GetValue(_postgres)) { MaxPoolSize = ConnectionsMax, MaxAutoPrepare = 20 }.ConnectionString));
        builder.Services.AddSingleton<PeerRooms>();
        builder.Services.AddSignalR().AddStackExchangeRedis(parsed.GetValue(_redis)!);
        await using var app = builder.Build();
        app.Urls.Add($"{parsed.GetValue(_url)}");
        app.MapHub<PeerHub>("/hub");
        app.MapGet("/rooms/{room:guid}/messages", async Task<Results<JsonHttpResult<PeerPage>, StatusCodeHttpResult>> (HttpContext context, PeerRooms rooms, Guid room, int limit, long? before, long? around) =>
            await rooms.IsMember(room, PeerHub.CallerOf(context)) ? TypedResults.Json(await rooms.Page(room, limit, before, around)) : TypedResults.StatusCode(403));
        await app.StartAsync(cancellation);
        await Console.Out.WriteLineAsync(ReadyWord);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }
}

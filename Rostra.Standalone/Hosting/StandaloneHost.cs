using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Console;
using Rostra.Configuration;
using Rostra.Hosting.Safety;
using Rostra.Postgres;

namespace Rostra.Hosting;

/// <summary>Database, silo and gateway in this process: started in this order, stopped in the reverse.</summary>
internal sealed class StandaloneHost : IAsyncDisposable
{
    public const string DataDirectoryDefault = ".rostra";

    private readonly Stack<object> _parts = [];
    private WebApplication? _app;

    /// <summary>The one line that a start prints.</summary>
    public string ReadyLine { get; private set; } = "";

    public async Task Start(string[] args, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        Configure(builder);
        RefuseFaults(builder.Configuration);
        RefuseUnsafe(builder);
        var configured = builder.Configuration["Rostra:DataDirectory"]!;
        var data = Own(DataDirectory.Open(configured));
        Addresses.Refuse(builder.Configuration);
        var database = await OpenDatabase(builder.Configuration, data, cancellation);
        builder.Configuration.AddInMemoryCollection(Generated(builder.Configuration, data, database));

        _app = Own(Composition.Compose(builder));
        SettingFaults.Refuse(_app.Services);
        await Listen(_app, cancellation);
        var elsewhere = database.Elsewhere is null ? "" : $", messages: {database.Elsewhere}";
        ReadyLine = $"Rostra is ready at {Addresses.Shown(_app.Urls)}  (data: {configured}{elsewhere})";
    }

    /// <summary>Brings the database to this version's schema, and starts nothing else.</summary>
    public async Task<string> Migrate(string[] args, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        Configure(builder);
        var data = Own(DataDirectory.Open(builder.Configuration["Rostra:DataDirectory"]!));
        var database = await OpenDatabase(builder.Configuration, data, cancellation);
        try
        {
            return await SchemaUpgrade.Run(database.ConnectionString, cancellation);
        }
        catch (InvalidOperationException fault)
        {
            throw new StartRefusedException(fault.Message.ReplaceLineEndings(" "), fault);
        }
    }

    // What is generated later is safe; what the person has set is looked at before anything is made.
    private static void RefuseUnsafe(WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        var isKeySet = settings["Rostra:Tokens:SigningKey"] is not null;
        var faults = UnsafeSettings.Of(settings,
        [
            isKeySet ? GatewayRules.TokensAreSafe : Nothing,
            settings.GetConnectionString("Postgres") is { Length: > 0 } ? StoreRules.PostgresIsSafe : Nothing,
            GatewayRules.OriginsAreSafe, GatewayRules.ProxiesAreSafe, ManagementRules.IsPrivate, GatewayRules.ClientIsAPage, GatewayRules.ConnectionsAreNew, Dashboard.PasswordIsStrong, LogRules.NothingIsBlurtedOut,
        ]);
        if (!builder.Environment.IsDevelopment() && faults.Lines.Count > 0)
        {
            throw new StartRefusedException(string.Join(Environment.NewLine, faults.Lines));
        }

        static void Nothing(IConfiguration configuration, UnsafeSettings faults)
        {
        }
    }

    public Task Stopped(CancellationToken stop) => _app!.WaitForShutdownAsync(stop);

    /// <summary>Latest first; one that fails to end does not keep the others alive.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_parts.TryPop(out var part))
        {
            return;
        }

        try
        {
            await (part is IAsyncDisposable asynchronous ? asynchronous.DisposeAsync() : Dispose((IDisposable)part));
        }
        finally
        {
            await DisposeAsync();
        }
    }

    private static ValueTask Dispose(IDisposable part)
    {
        part.Dispose();
        return ValueTask.CompletedTask;
    }

    private T Own<T>(T part)
        where T : notnull
    {
        _parts.Push(part);
        return part;
    }

    private static void Configure(WebApplicationBuilder builder)
    {
        var defaults = new Dictionary<string, string?>
        {
            ["Rostra:DataDirectory"] = DataDirectoryDefault,
            ["Rostra:Limits:StopNotice"] = "00:00:00.001", // No balancer stands before it.
            ["Rostra:Limits:GoAwaySpread"] = "00:00:00.001",
            ["Rostra:Limits:ReconnectWithin"] = "00:00:00.5", // There is no other gateway to go to; Ctrl-C should not wait long for nothing.
            ["Logging:LogLevel:Default"] = "Warning",
            ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error", // Its first look may take the machine's age for a delay.
        };
        if (!Addresses.AreConfigured(builder.Configuration))
        {
            defaults["urls"] = Addresses.Default;
        }

        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = defaults });
        builder.Services.Configure<ConsoleLoggerOptions>(LogToErrors); // Standard output carries the ready line alone.
    }

    private static void RefuseFaults(IConfiguration configuration)
    {
        if (StartCheck.FaultsOf(configuration) is { Count: > 0 } faults)
        {
            throw new StartRefusedException(string.Join('\n', faults));
        }
    }

    private static void LogToErrors(ConsoleLoggerOptions options) => options.LogToStandardErrorThreshold = LogLevel.Trace;

    private async Task<Database> OpenDatabase(ConfigurationManager configuration, DataDirectory data, CancellationToken cancellation)
    {
        var loggers = Own(LoggerFactory.Create(logging => logging.AddConfiguration(configuration.GetSection("Logging")).AddConsole(LogToErrors)));
        try
        {
            return Own(await Database.Open(configuration, data, loggers, cancellation));
        }
        catch (UnauthorizedAccessException error)
        {
            throw DataDirectory.Unusable(data.Path, error);
        }
    }

    /// <summary>What a cluster is told by its operator and this start finds out or makes by itself.</summary>
    private static Dictionary<string, string?> Generated(ConfigurationManager configuration, DataDirectory data, Database database) => new()
    {
        ["ConnectionStrings:Postgres"] = database.ConnectionString,
        ["Rostra:Tokens:SigningKey"] = configuration["Rostra:Tokens:SigningKey"] ?? SecretFile.ReadOrMake(data.SigningKeyFile),
        [ClientFiles.Setting] = configuration[ClientFiles.Setting] ?? ClientFiles.Directory,
    };

    private static async Task Listen(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException taken)
        {
            throw Addresses.Taken(string.Join(", ", app.Urls), taken.Message); // Between our look and now.
        }
    }
}

using Npgsql;
using StackExchange.Redis;

namespace Rostra.Doctor;

/// <summary>What is examined: the settings as a start would read them, and connections to what they name, opened once.</summary>
internal sealed class Patient(IConfiguration configuration, Uri? door, int silos) : IAsyncDisposable
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    private readonly Lazy<HttpClient> _http = new(() => new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = AnswerTime });
    private (NpgsqlConnection? Connection, Exception? Fault)? _postgres;
    private (ConnectionMultiplexer? Connection, Exception? Fault)? _redis;

    public IConfiguration Configuration => configuration;

    /// <summary>Where people reach it.</summary>
    public Uri? Door { get; } = door ?? (Uri.TryCreate(configuration["Rostra:PublicUrl"], UriKind.Absolute, out var url) ? url : null);

    /// <summary>Silos that share the database.</summary>
    public int Silos => silos;

    public HttpClient Http => _http.Value;

    public string? PostgresAddress => configuration.GetConnectionString("Postgres") is { Length: > 0 } address ? address : null;

    public string? RedisAddress => configuration.GetConnectionString("Redis") is { Length: > 0 } address ? address : null;

    public string DataDirectory => Path.GetFullPath(configuration["Rostra:DataDirectory"] ?? ".rostra");

    public async Task<(NpgsqlConnection? Connection, Exception? Fault)> Postgres(CancellationToken cancellation) =>
        _postgres ??= PostgresAddress is { } address ? await Connect(address, cancellation) : (null, null);

    public async Task<(ConnectionMultiplexer? Connection, Exception? Fault)> Redis() =>
        _redis ??= RedisAddress is { } address ? await Connect(address) : (null, null);

    public async ValueTask DisposeAsync()
    {
        await (_postgres?.Connection?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_redis?.Connection?.DisposeAsync() ?? ValueTask.CompletedTask);
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    private static async Task<(NpgsqlConnection?, Exception?)> Connect(string address, CancellationToken cancellation)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(address) { Pooling = false, ApplicationName = "rostra-doctor", Timeout = (int)AnswerTime.TotalSeconds, CommandTimeout = (int)AnswerTime.TotalSeconds };
            var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellation);
            return (connection, null);
        }
        catch (Exception fault) when (fault is NpgsqlException or ArgumentException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return (null, fault);
        }
    }

    private static async Task<(ConnectionMultiplexer?, Exception?)> Connect(string address)
    {
        try
        {
            var options = ConfigurationOptions.Parse(address);
            (options.AbortOnConnectFail, options.ConnectRetry, options.ConnectTimeout) = (true, 1, (int)AnswerTime.TotalMilliseconds);
            return (await ConnectionMultiplexer.ConnectAsync(options), null);
        }
        catch (Exception fault) when (fault is RedisException or ArgumentException)
        {
            return (null, fault);
        }
    }
}

using System.Globalization;
using System.Net.Sockets;
using Rostra.Postgres;
using Rostra.Processes;

namespace Rostra.Topology;

/// <summary>The Redis server through which silos and gateways find each other: with a password, an append-only file, and nothing ever evicted.</summary>
public sealed class RedisMember : Member
{
    private static readonly TimeSpan s_answerTime = TimeSpan.FromSeconds(2);
    private static readonly string s_rules = Path.Combine(AppContext.BaseDirectory, "deploy", "redis", "redis.conf");
    private readonly LocalCluster _cluster;

    internal RedisMember(LocalCluster cluster)
        : base(cluster.Files, "redis") => _cluster = cluster;

    /// <summary>Where it listens.</summary>
    public string Address { get; set; } = "127.0.0.1";

    public int Port => _cluster.Ports.Redis;

    public override string Addresses => $"{Address}:{Port}";

    public string ConnectionString => $"{Address}:{Port},password={Password}";

    private string Password => SecretFile.ReadOrMake(_cluster.Files.RedisPassword);

    /// <summary>Asks the server, such as <c>FLUSHALL</c>. Answers the first line of its reply, such as <c>+OK</c>.</summary>
    public async Task<string> Ask(string command, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(s_answerTime);
        using var client = new TcpClient();
        await client.ConnectAsync(Address, Port, patience.Token);
        await using var stream = client.GetStream();
        await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        using var reader = new StreamReader(stream);
        await writer.WriteLineAsync($"AUTH {Password}".AsMemory(), patience.Token);
        await reader.ReadLineAsync(patience.Token);
        await writer.WriteLineAsync(command.AsMemory(), patience.Token);
        return await reader.ReadLineAsync(patience.Token) ?? "";
    }

    /// <summary>Removes what it kept, so that its next start is an empty one. Only while it does not run.</summary>
    public void Erase()
    {
        if (Process is not null)
        {
            throw new InvalidOperationException("Redis runs: its files are its own.");
        }

        foreach (var entry in new DirectoryInfo(_cluster.Files.Redis).EnumerateFileSystemInfos())
        {
            (entry as DirectoryInfo)?.Delete(recursive: true);
            (entry as FileInfo)?.Delete();
        }
    }

    public override async Task<bool> IsReady(CancellationToken cancellation)
    {
        try
        {
            return await Ask("PING", cancellation) == "+PONG"; // While it reads its file: -LOADING.
        }
        catch (Exception fault) when (fault is SocketException or IOException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    private protected override Task<ProcessIdentity> Launch(CancellationToken cancellation)
    {
        var file = Path.Combine(_cluster.Files.Redis, "redis.conf");
        SecretFile.Write(file, string.Join('\n', Configuration()));
        return Task.FromResult(Started(Launcher.Start(new(SystemPrograms.Find("redis-server"), [file], new Dictionary<string, string>(), LogFile, _cluster.Files.Redis))));
    }

    private string[] Configuration() =>
    [
        $"include \"{s_rules}\"",
        $"bind {Address}",
        string.Create(CultureInfo.InvariantCulture, $"port {Port}"),
        $"requirepass {Password}",
        $"dir \"{_cluster.Files.Redis}\"",
    ];
}

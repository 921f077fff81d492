using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Rostra.Testing;

/// <summary>
/// Stands between a client and a server on loopback. It can lose an answer (the request arrives, its effect stays, nobody is told), hold everything up, or cut.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = [];
    private readonly string _host;
    private readonly int _port;
    private readonly Task _accepting;
    private volatile TaskCompletionSource _flowing = new();
    private int _answersToLose;

    public TcpProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        _flowing.SetResult();
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>In front of the server that a Postgres connection string names.</summary>
    public static TcpProxy To(string connectionString)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        return new TcpProxy(server.Host!, server.Port);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many answers were lost so far.</summary>
    public int Lost { get; private set; }

    /// <summary>The same connection string, through this proxy.</summary>
    public string Through(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Port = Port }.ConnectionString;

    /// <summary>The next so many answers are cut off, with the connections they came on.</summary>
    public void LoseAnswers(int count) => Interlocked.Add(ref _answersToLose, count);

    /// <summary>Nothing more comes through, and nobody is told: as with a server that hangs. Until <see cref="Resume"/>.</summary>
    public void Stall() => _flowing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Resume() => _flowing.TrySetResult();

    /// <summary>Ends every connection; new ones are served.</summary>
    public void Cut()
    {
        foreach (var client in _clients.Keys)
        {
            client.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Serve(await _listener.AcceptTcpClientAsync(_stopping.Token));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        _clients[client] = true;
        try
        {
            client.NoDelay = true;
            await server.ConnectAsync(_host, _port, _stopping.Token);
            await Task.WhenAny(Pass(client, server, () => false), Pass(server, client, TakeLoss));
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
        }
        finally
        {
            _clients.TryRemove(client, out _);
            client.Dispose();
        }
    }

    /// <summary>Ends with the connection, or when a piece is lost.</summary>
    private async Task Pass(TcpClient from, TcpClient to, Func<bool> isLost)
    {
        var buffer = new byte[BufferBytes];
        while (await from.GetStream().ReadAsync(buffer, _stopping.Token) is > 0 and var length)
        {
            await _flowing.Task.WaitAsync(_stopping.Token);
            if (isLost())
            {
                return;
            }

            await to.GetStream().WriteAsync(buffer.AsMemory(0, length), _stopping.Token);
        }
    }

    private bool TakeLoss()
    {
        if (Interlocked.Decrement(ref _answersToLose) >= 0)
        {
            Lost++;
            return true;
        }

        Interlocked.Increment(ref _answersToLose);
        return false;
    }
}

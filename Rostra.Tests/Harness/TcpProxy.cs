using System.Net;
using System.Net.Sockets;

namespace Rostra.Harness;

/// <summary>Stands between a client and a server on loopback, and can lose an answer: the request arrives, its effect stays, nobody is told.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly string _host;
    private readonly int _port;
    private readonly Task _accepting;
    private int _answersToLose;

    public TcpProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many answers were lost so far.</summary>
    public int Lost { get; private set; }

    /// <summary>The next so many answers are cut off, with the connections they came on.</summary>
    public void LoseAnswers(int count) => Interlocked.Add(ref _answersToLose, count);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
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
        catch (OperationCanceledException)
        {
        }
        catch (SocketException)
        {
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await server.ConnectAsync(_host, _port, _stopping.Token);
                var asking = client.GetStream().CopyToAsync(server.GetStream(), _stopping.Token);
                await Task.WhenAny(asking, Answer(server, client));
            }
            catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
            {
            }
        }
    }

    private async Task Answer(TcpClient server, TcpClient client)
    {
        var buffer = new byte[64 * 1024];
        while (await server.GetStream().ReadAsync(buffer, _stopping.Token) is > 0 and var length)
        {
            if (TakeLoss())
            {
                return;
            }
            await client.GetStream().WriteAsync(buffer.AsMemory(0, length), _stopping.Token);
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

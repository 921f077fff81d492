using System.Net;
using System.Net.Sockets;

namespace Rostra.Chaos;

/// <summary>Stands between the silos and Postgres, and can swallow answers: what was asked for is done, and nobody is told.</summary>
internal sealed class AnswerDropper : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private volatile bool _isDropping;

    public AnswerDropper()
    {
        _listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Where Postgres is.</summary>
    public IPEndPoint? Target { get; set; }

    public long Dropped { get; private set; }

    /// <summary>From now on the next answer on each connection is lost, and the connection with it.</summary>
    public void Drop(bool isDropping) => _isDropping = isDropping;

    public void Dispose()
    {
        _stopping.Cancel();
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Serve(await _listener.AcceptTcpClientAsync(_stopping.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private async Task Serve(TcpClient silo)
    {
        using var postgres = new TcpClient { NoDelay = true };
        using (silo)
        {
            try
            {
                silo.NoDelay = true;
                await postgres.ConnectAsync(Target!, _stopping.Token);
                var asking = silo.GetStream().CopyToAsync(postgres.GetStream(), _stopping.Token);
                await Task.WhenAny(asking, Answer(postgres.GetStream(), silo.GetStream()));
            }
            catch (Exception cut) when (cut is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One side has gone, and so the other goes.
            }
        }
    }

    private async Task Answer(NetworkStream postgres, NetworkStream silo)
    {
        var buffer = new byte[64 * 1024];
        while (await postgres.ReadAsync(buffer, _stopping.Token) is > 0 and var length)
        {
            if (_isDropping)
            {
                Dropped++;
                return;
            }

            await silo.WriteAsync(buffer.AsMemory(0, length), _stopping.Token);
        }
    }
}

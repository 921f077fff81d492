using System.Net;
using System.Net.Sockets;

namespace Rostra.Chaos;

/// <summary>
/// The way from one silo to Postgres. It can swallow answers: what was asked for is done, and nobody is told. And it can hold back questions: they arrive when
/// much has happened since, also when whoever asked is gone.
/// </summary>
internal sealed class PostgresLine : IDisposable
{
    private readonly IPEndPoint _postgres;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private volatile bool _isDropping;
    private volatile Dam? _dam;
    private long _asked;

    public PostgresLine(IPEndPoint postgres)
    {
        _postgres = postgres;
        _listener = new(postgres.Address, 0);
        _listener.Start();
        _ = Accept();
    }

    /// <summary>How many bytes of questions have passed.</summary>
    public long Asked => Interlocked.Read(ref _asked);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on the next answer on each connection is lost, and the connection with it.</summary>
    public void Drop(bool isDropping) => _isDropping = isDropping;

    /// <summary>From now on no question passes. Completes when there is one that does not.</summary>
    public Task Hold() => (_dam ??= new Dam()).Reached;

    /// <summary>Lets all pass. Completes when what was held back has been answered, or its connection has ended.</summary>
    public Task Release()
    {
        var dam = _dam;
        _dam = null;
        return dam?.Open() ?? Task.CompletedTask;
    }

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
        var talk = new Talk();
        using (silo)
        {
            try
            {
                silo.NoDelay = true;
                await postgres.ConnectAsync(_postgres, _stopping.Token);
                await Task.WhenAny(Ask(silo.GetStream(), postgres.GetStream(), talk), Answer(postgres.GetStream(), silo.GetStream(), talk));
            }
            catch (Exception cut) when (cut is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One side has gone, and so the other goes.
            }
            finally
            {
                talk.IsAnswered();
            }
        }
    }

    private async Task Ask(NetworkStream silo, NetworkStream postgres, Talk talk)
    {
        var buffer = new byte[64 * 1024];
        while (await silo.ReadAsync(buffer, _stopping.Token) is > 0 and var length)
        {
            Interlocked.Add(ref _asked, length);
            if (_dam is { } dam) await dam.Pass(talk).WaitAsync(_stopping.Token);
            await postgres.WriteAsync(buffer.AsMemory(0, length), _stopping.Token);
        }
    }

    private async Task Answer(NetworkStream postgres, NetworkStream silo, Talk talk)
    {
        var buffer = new byte[64 * 1024];
        while (await postgres.ReadAsync(buffer, _stopping.Token) is > 0 and var length)
        {
            talk.IsAnswered();
            if (_isDropping) return;
            await silo.WriteAsync(buffer.AsMemory(0, length), _stopping.Token);
        }
    }

    /// <summary>One connection.</summary>
    private sealed class Talk
    {
        private TaskCompletionSource? _waiting;

        public Task NextAnswer => (_waiting = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public void IsAnswered() => _waiting?.TrySetResult();
    }

    /// <summary>What holds questions back.</summary>
    private sealed class Dam
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<Task> _answers = [];

        public Task Reached => _reached.Task;

        public Task Pass(Talk talk)
        {
            lock (_answers) _answers.Add(talk.NextAnswer);
            _reached.TrySetResult();
            return _open.Task;
        }

        public Task Open()
        {
            _open.TrySetResult();
            lock (_answers) return Task.WhenAll(_answers);
        }
    }
}

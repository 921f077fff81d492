namespace Rostra.Clients;

/// <summary>The socket, and the next one: opened again after every cut, and a second one before the first is given up where that is known in advance.</summary>
internal sealed class Link(RostraOptions options, Account account, Api api, News news) : IAsyncDisposable
{
    /// <summary>A socket lives as long as its token and half a minute; it is left before.</summary>
    private static readonly TimeSpan MoveBefore = TimeSpan.FromSeconds(30);

    /// <summary>However wrong this machine's clock is.</summary>
    private static readonly TimeSpan StayMin = TimeSpan.FromMinutes(1);

    /// <summary>Refusals after which nothing will change by itself.</summary>
    private static readonly string[] Final = ["badCredentials", "refreshInvalid", "invalid", "usernameTaken"];

    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource<HubSocket> _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;

    /// <summary>The socket, once there is one that was greeted.</summary>
    public Task<HubSocket> Socket(CancellationToken cancellation)
    {
        lock (_lock) return _open.Task.WaitAsync(cancellation);
    }

    public bool IsOpen
    {
        get
        {
            lock (_lock) return _open.Task.IsCompletedSuccessfully;
        }
    }

    /// <summary>Told when a connection stands, and when there is none any more.</summary>
    public Action<bool>? Changed { get; set; }

    public void Start()
    {
        news.Missed = Cut;
        _running = Run(_ending.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running;
        _ending.Dispose();
    }

    private async Task Run(CancellationToken ending)
    {
        var failures = 0;
        try
        {
            while (true)
            {
                try
                {
                    if (await Greet(ending) is { } line)
                    {
                        failures = 0;
                        await Stay(line, ending);
                    }
                }
                catch (Exception cut) when (cut is IOException || (cut is RostraException refused && !Final.Contains(refused.Code)))
                {
                    // Whatever it was, the way on is to come back with cursors.
                }

                await Task.Delay(Reconnecting.Wait(failures++, options.Random.NextDouble()), options.Time, ending);
                await news.HasRoom().WaitAsync(ending);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            End(new ObjectDisposedException(nameof(RostraClient)));
        }
        catch (Exception fault)
        {
            End(fault);
        }
    }

    /// <summary>Until it is cut. Moves from line to line without a pause where a line says that it ends.</summary>
    private async Task Stay(Line line, CancellationToken ending)
    {
        try
        {
            while (true)
            {
                Show(line.Socket);
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ending);
                var leave = line.Expires - MoveBefore - options.Time.GetUtcNow();
                var moving = Task.WhenAny(line.AskedAway, Task.Delay(leave > StayMin ? leave : StayMin, options.Time, waiting.Token));
                var first = await Task.WhenAny(line.Socket.Ended, moving);
                await waiting.CancelAsync();
                ending.ThrowIfCancellationRequested();
                if (first != moving) return;

                // The account has a new token by then: what ends so soon is renewed whenever it is asked for.
                if (line.AskedAway.IsCompletedSuccessfully) await Task.Delay(await line.AskedAway * options.Random.NextDouble(), options.Time, ending);
                if (await Greet(ending) is not { } next) return;
                var old = line.Socket;
                line = next;
                Show(line.Socket);
                await old.DisposeAsync();
            }
        }
        finally
        {
            Hide();
            await line.Socket.DisposeAsync();
        }
    }

    private async Task<Line?> Greet(CancellationToken ending)
    {
        var token = await account.Token(api, ending);
        var line = new Line(news, account.ExpiresAt);
        try
        {
            line.Socket = await HubSocket.Open(api.Url, token, line.Hear, ending);
        }
        catch (IOException refused) when (refused.Message.Contains("401", StringComparison.Ordinal))
        {
            account.Distrust(token);
            return null;
        }

        try
        {
            var hello = await line.Socket.Invoke<Welcome>("Hello", new { cursors = news.Cursors(), epoch = news.Epoch });
            if (hello.Value is { } welcome && line.Opens(welcome)) return line;
        }
        catch (IOException)
        {
            // Cut in the middle of it.
        }

        await line.Socket.DisposeAsync();
        return null;
    }

    private void Cut()
    {
        lock (_lock)
        {
            if (_open.Task.IsCompletedSuccessfully) _ = _open.Task.Result.DisposeAsync().AsTask();
        }
    }

    private void Show(HubSocket socket)
    {
        bool isMove;
        lock (_lock)
        {
            isMove = _open.Task.IsCompleted;
            if (isMove) _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _open.SetResult(socket);
        }

        if (!isMove) Changed?.Invoke(true);
    }

    private void Hide()
    {
        lock (_lock) _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Changed?.Invoke(false);
    }

    private void End(Exception why)
    {
        lock (_lock)
        {
            if (_open.Task.IsCompleted) _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _open.SetException(why);
            _ = _open.Task.Exception; // Perhaps nobody asks.
        }

        news.Complete(why is ObjectDisposedException ? null : why);
    }
}

using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Rostra.Testing;

/// <summary>A tab's connection: always one, at a gateway that lives, greeted with what the tab knows.</summary>
internal sealed class TabLink : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly RostraCluster _cluster;
    private readonly TestAccount _account;
    private readonly TabRooms _rooms;
    private readonly CancellationTokenSource _closing = new();
    private readonly Changing _changing = new();
    private readonly Task _keeping;
    private readonly int _gateway;
    private volatile Connection? _open;
    private int _isClosed;

    public TabLink(RostraCluster cluster, TestAccount account, int gateway, TabRooms rooms)
    {
        (_cluster, _account, _gateway, _rooms) = (cluster, account, gateway, rooms);
        _keeping = Keep();
    }

    public string? LastFault { get; set; }

    /// <summary>The gateway of that number, or the next that lives.</summary>
    public static TestGateway Living(RostraCluster cluster, int number)
    {
        var gateways = cluster.Gateways;
        return Enumerable.Range(0, gateways.Count).Select(i => gateways[(number + i) % gateways.Count]).FirstOrDefault(gateway => gateway.IsUp) ?? gateways[number];
    }

    /// <summary>The connection, once it is greeted.</summary>
    public Task<Connection> Open() => _changing.Until(() => _open, () => $"{_account.Name} to be connected", ToString);

    public void Cut() => _open?.Cut();

    public override string ToString() => $"the tab is {(_open is null ? "not connected" : "connected")}{(LastFault is null ? "" : $", last fault: {LastFault}")}";

    public async ValueTask DisposeAsync()
    {
        _rooms.Close();
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            await _closing.CancelAsync();
            await _keeping;
            _closing.Dispose();
        }
    }

    private async Task Keep()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                await using var connection = new Connection(Living(_cluster, _gateway), _account, _rooms);
                await connection.Greet(_closing.Token);
                _open = connection;
                _changing.Changed();
                LastFault = await connection.Ended.WaitAsync(_closing.Token);
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
            }
            catch (Exception fault)
            {
                LastFault = fault.Message;
            }

            _open = null;
            await Task.Delay(Pause, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One socket's life.</summary>
    internal sealed class Connection : IAsyncDisposable
    {
        private readonly HubConnection _hub;
        private readonly TabRooms _rooms;
        private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _lock = new();
        private List<JsonElement>? _held = [];
        private ClientWebSocket? _socket;

        public Connection(TestGateway gateway, TestAccount account, TabRooms rooms)
        {
            _rooms = rooms;
            _hub = new HubConnectionBuilder()
                .WithUrl($"{gateway.Url}/hub", options =>
                {
                    options.SkipNegotiation = true;
                    options.Transports = HttpTransportType.WebSockets;
                    options.WebSocketFactory = async (context, cancellation) =>
                    {
                        _socket = new ClientWebSocket();
                        _socket.Options.SetRequestHeader("Authorization", $"Bearer {account.Token}");
                        await _socket.ConnectAsync(context.Uri, cancellation);
                        return _socket;
                    };
                })
                .Build();
            _hub.Closed += fault =>
            {
                _ended.TrySetResult(fault?.Message ?? "closed");
                return Task.CompletedTask;
            };
            _hub.On<JsonElement>("Receive", Receive);
        }

        public Task<string> Ended => _ended.Task;

        public async Task Greet(CancellationToken cancellation)
        {
            await _hub.StartAsync(cancellation);
            var answer = await _hub.InvokeAsync<JsonElement>("Hello", new { cursors = _rooms.Cursors() }, cancellation);
            if (!answer.TryGetProperty("value", out var welcome))
            {
                throw new UnexpectedAnswerException($"The hello was refused: {answer}");
            }

            lock (_lock)
            {
                _rooms.Greet(welcome);
                _held!.ForEach(_rooms.Hear);
                _held = null;
            }
        }

        public async Task<JsonElement> InvokeAsync(string command, object argument) => await _hub.InvokeAsync<JsonElement>(command, argument);

        public void Cut() => _socket?.Abort();

        public async ValueTask DisposeAsync()
        {
            await _hub.DisposeAsync();
            _socket?.Dispose();
        }

        // Held until the greeting is applied: SignalR may hand over a batch before the answer that came first.
        private void Receive(JsonElement batch)
        {
            lock (_lock)
            {
                if (_held is not null)
                {
                    _held.Add(batch.Clone());
                    return;
                }

                _rooms.Hear(batch);
            }

            if (!batch.TryGetProperty("roomId", out _) && batch.Events.Any(happened => happened.Kind is "goAway" or "sessionEnded"))
            {
                _ended.TrySetResult("told to go away");
            }
        }
    }
}

namespace Rostra.Clients;

/// <summary>
/// One account's connection to Rostra. It comes back after every cut, tells everything that happened in each room once and in order, and sends each message until it
/// is acknowledged, once and in the order of the calls.
/// </summary>
public sealed partial class RostraClient : IAsyncDisposable
{
    private readonly Api _api;
    private readonly Account _account;
    private readonly News _news;
    private readonly Link _link;
    private readonly Outbox<Unsent> _outbox;
    private readonly SendBudget _budget;
    private readonly RostraOptions _options;
    private readonly CancellationTokenSource _ending = new();

    private RostraClient(RostraOptions options, Api api, Account account)
    {
        (_options, _api, _account) = (options, api, account);
        _news = new News(Changes, options.Position, options.UnheardMax);
        _link = new Link(options, account, api, _news) { Changed = isConnected => ConnectionChanged?.Invoke(isConnected) };
        _outbox = new(options.UnsentMax);
        _budget = new SendBudget(options.Time, account.IsNew);
    }

    public UserRef Me => new(_account.Id, _account.Username);

    /// <summary>My rooms, as they were told last.</summary>
    public IReadOnlyCollection<Room> Rooms => _news.Rooms;

    /// <summary>Whether there is a connection at this moment.</summary>
    public bool IsConnected => _link.IsOpen;

    /// <summary>The connection was lost, or stands again. Called on the client's own loop: it must return soon, and not throw.</summary>
    public event Action<bool>? ConnectionChanged;

    /// <summary>Up to where everything was listened to, for <see cref="RostraOptions.Position"/> of the next start; null before the first greeting was heard.</summary>
    public Position? Position => _news.Position;

    /// <summary>What was not acknowledged yet, in order. A program that ends can keep it, and send it next time under the same client ids.</summary>
    public IReadOnlyList<Unsent> Unsent => _outbox.Waiting;

    /// <summary>Logs in (or registers, with <see cref="RostraOptions.Email"/>) and connects. Answers once the first connection stands.</summary>
    /// <exception cref="RostraException">The account is not let in: <c>badCredentials</c>, <c>invalid</c> …; or there was no answer for three minutes.</exception>
    public static async Task<RostraClient> Open(RostraOptions options, CancellationToken cancellation = default)
    {
        var api = new Api(options.Url);
        RostraClient? client = null;
        try
        {
            var account = new Account(options.Username, options.Email, options.Password);
            if (!await account.Enter(api, cancellation))
            {
                throw new RostraException($"“{options.Username}” is not let in with this password.") { Code = "badCredentials" };
            }

            client = new RostraClient(options, api, account);
            client._link.Start();
            await client._link.Socket(cancellation);
            return client;
        }
        catch
        {
            if (client is not null) await client.DisposeAsync();
            api.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Everything that happens, in each room in its order, without holes and repeats, through cuts and restarts. For one listener at a time; a second call goes on where
    /// the first one stopped. Ends with <see cref="DisposeAsync"/>.
    /// </summary>
    /// <exception cref="RostraException">The account is not let in any more.</exception>
    public IAsyncEnumerable<RoomEvent> Listen(CancellationToken cancellation = default) => _news.Listen(cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_ending.IsCancellationRequested) return;
        await _ending.CancelAsync();
        await _link.DisposeAsync();
        foreach (var unsent in _outbox.Waiting) unsent.Answer.TrySetCanceled(_ending.Token);
        _news.Dispose();
        _api.Dispose();
    }

    private async Task<Batch?> Changes(Guid roomId, long after, CancellationToken cancellation)
    {
        var answer = await Insist(token => _api.Get<Batch>($"api/rooms/{roomId}/changes?after={after}&limit=500", token, cancellation), forEver: true, cancellation);
        return answer.Problem is { Code: "notMember" or "roomNotFound" } ? null : answer.OrThrow($"The changes of {roomId}");
    }

    /// <summary>With a token that is good, and again where that is the way on.</summary>
    private async Task<Answer<T>> Insist<T>(Func<string, Task<Answer<T>>> ask, bool forEver, CancellationToken cancellation)
        where T : class
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _ending.Token);
        while (true)
        {
            var token = "";
            var answer = await Patience.Usual.Insist(async () => await ask(token = await _account.Token(_api, either.Token)), either.Token);
            if (answer.Problem is { Code: "unauthenticated" }) _account.Distrust(token);
            else if (!forEver || answer.Problem is not { IsPassing: true }) return answer;
        }
    }
}

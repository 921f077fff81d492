using System.Net;

namespace Rostra.Testing;

/// <summary>Somebody with an account and one or more open tabs. What they do is done as a good client does it: again, until the outcome is known.</summary>
public sealed class Person : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    private readonly RostraCluster _cluster;
    private readonly List<Tab> _tabs = [];

    internal Person(RostraCluster cluster, TestAccount account) => (_cluster, Account) = (cluster, account);

    public TestAccount Account { get; }

    public Guid Id => Account.Id;

    public string Name => Account.Name;

    /// <summary>In the order they were opened.</summary>
    public IReadOnlyList<Tab> Tabs => _tabs;

    /// <summary>One more tab, at a gateway.</summary>
    public async Task<Tab> OpenTab(int gateway = 0)
    {
        var tab = new Tab(_cluster, Account, gateway);
        _tabs.Add(tab);
        await tab.Opened();
        return tab;
    }

    /// <returns>The room's id.</returns>
    public async Task<Guid> CreateRoom(string name)
    {
        var id = Guid.NewGuid();
        await Do(HttpMethod.Post, "/api/rooms", new { name, id });
        return id;
    }

    public Task Join(Guid roomId) => Do(HttpMethod.Post, $"/api/rooms/{roomId}/join", done: "alreadyMember");

    public Task Leave(Guid roomId) => Do(HttpMethod.Post, $"/api/rooms/{roomId}/leave", done: "notMember");

    public Task DeleteRoom(Guid roomId) => Do(HttpMethod.Delete, $"/api/rooms/{roomId}", done: "roomNotFound");

    /// <summary>In the first tab: <see cref="Tab.Send"/>.</summary>
    public Task<Sent> Send(Guid roomId, string text, Guid? clientId = null) => _tabs[0].Send(roomId, text, clientId);

    /// <summary>Says one thing after another, at a pace that no limit minds, until it is enough. All of it was acknowledged.</summary>
    public async Task<List<Sent>> Talk(Guid roomId, CancellationToken enough)
    {
        var sent = new List<Sent>();
        while (!enough.IsCancellationRequested)
        {
            sent.Add(await Send(roomId, $"{Name} {sent.Count}"));
            await Task.Delay(Breath, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return sent;
    }

    /// <summary>In every tab: <see cref="Tab.Sees"/>.</summary>
    public Task Sees(params Sent[] messages) => Task.WhenAll(_tabs.Select(tab => tab.Sees(messages)));

    public async ValueTask DisposeAsync()
    {
        foreach (var tab in _tabs)
        {
            await tab.DisposeAsync();
        }
    }

    /// <param name="done">The refusal that says, to a repeat, that the first try has worked.</param>
    private Task<bool> Do(HttpMethod method, string path, object? body = null, string? done = null)
    {
        var last = "no answer";
        return Waiting.For(Repeat(), () => $"an answer to {Name}'s {method} {path}", () => last);

        async Task<bool> Repeat()
        {
            for (var tries = 0; ; tries++)
            {
                try
                {
                    using var answer = await Account.At(TabLink.Living(_cluster, 0)).Tries(method, path, body);
                    if (answer.IsSuccessStatusCode)
                    {
                        return true;
                    }

                    last = await answer.Content.ReadAsStringAsync();
                    var problem = await answer.Json();
                    var code = problem.GetProperty("code").GetString()!;
                    if (answer.StatusCode is not HttpStatusCode.ServiceUnavailable)
                    {
                        return tries > 0 && code == done ? true : throw new RefusedException(code, last);
                    }
                }
                catch (HttpRequestException fault)
                {
                    last = fault.Message;
                }

                await Task.Delay(Pause);
            }
        }
    }
}

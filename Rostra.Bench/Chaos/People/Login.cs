using Rostra.Clients;

namespace Rostra.Chaos;

/// <summary>A person: one account, as many windows as they like, each logged in for itself.</summary>
internal sealed record Person(string Username, string Password)
{
    public Guid Id { get; set; }

    /// <summary>The sessions of this person's windows that are in use, by window.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<string, Guid> Sessions { get; } = new();
}

/// <summary>One session of one window: entered, renewed, lost and entered again; each step is in the history.</summary>
internal sealed class Login(Person person, Diary diary)
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromSeconds(60);
    private string? _token;
    private string? _cookie;
    private DateTimeOffset _expiresAt;

    public Person Person { get; } = person;

    public Guid? Sid { get; private set; }

    public void Lost()
    {
        (_token, _cookie) = (null, null);
        Person.Sessions.TryRemove(diary.Client, out _);
        diary.IsNobody();
    }

    /// <summary>Null: nobody could be reached, or refuses; try again later.</summary>
    public async Task<string?> Token(Api api, CancellationToken stopping)
    {
        if (_token is not null && _expiresAt - DateTimeOffset.UtcNow > RenewBefore) return _token;
        if (_cookie is not null && await Refresh(api, stopping)) return _token;
        return _cookie is null && await Enter(api, stopping) ? _token : null;
    }

    public async Task<bool> Refresh(Api api, CancellationToken stopping)
    {
        var answer = await diary.Call(
            new() { Client = "", Op = Op.Refresh }, () => api.Post<Auth>("/api/auth/refresh", null, new { }, stopping, _cookie), (_, line) => line);
        if (answer.Value is not null) return Keep(answer);
        if (answer.Problem is { IsPassing: false }) Lost();
        return false;
    }

    private async Task<bool> Enter(Api api, CancellationToken stopping)
    {
        var body = new { username = Person.Username, password = Person.Password };
        var answer = await diary.Call(new() { Client = "", Op = Op.Login }, () => api.Post<Auth>("/api/auth/login", null, body, stopping), (auth, line) => line with { Target = auth.SessionId });
        return answer.Value is not null && Keep(answer);
    }

    private bool Keep(Answer<Auth> answer)
    {
        (_token, _cookie, _expiresAt) = (answer.Value!.AccessToken, answer.Cookie ?? _cookie, answer.Value.ExpiresAt);
        (Sid, Person.Id) = (answer.Value.SessionId, answer.Value.User.Id);
        Person.Sessions[diary.Client] = answer.Value.SessionId;
        diary.Is(Person.Id, answer.Value.SessionId);
        return true;
    }
}

namespace Rostra.Clients;

/// <summary>One person's account and session: made or entered, and renewed before the access token ends.</summary>
internal sealed class Account(string username, string? email, string password)
{
    public static readonly TimeSpan RenewBefore = TimeSpan.FromSeconds(45);
    private readonly Lock _lock = new();
    private Task _renewing = Task.CompletedTask;
    private string? _token;
    private string? _cookie;
    private DateTimeOffset _expiresAt;

    public string Username { get; } = username;

    public Guid Id { get; private set; }

    /// <summary>When the token ends that was last taken.</summary>
    public DateTimeOffset ExpiresAt => _expiresAt;

    /// <summary>Registered by us, just now.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Registers, or logs in where the name is taken; without an e-mail address logs in. False: somebody else holds the name.</summary>
    public async Task<bool> Enter(Api api, CancellationToken cancellation)
    {
        if (email is null) return await LogIn(api, cancellation);

        var body = new { username = Username, email, password };
        var made = await Patience.Usual.Insist(() => api.Post<Auth>("/api/auth/register", null, body, cancellation), cancellation);
        IsNew = made.Value is not null;
        if (IsNew) Keep(made);
        else if (made.Problem!.Code is not "usernameTaken") made.OrThrow($"Registering “{Username}”");
        else return await LogIn(api, cancellation);

        return true;
    }

    /// <summary>An access token that lives for a while yet.</summary>
    public async Task<string> Token(Api api, CancellationToken cancellation)
    {
        if (_token is { } token && _expiresAt - DateTimeOffset.UtcNow > RenewBefore) return token;

        await RenewOnce(api, cancellation);
        return _token!;
    }

    /// <summary>The server no longer takes this token.</summary>
    public void Distrust(string token)
    {
        if (_token == token) _token = null;
    }

    // Used at once, a refresh cookie answers everybody with the same successor; asking once is still cheaper.
    private Task RenewOnce(Api api, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_renewing.IsCompleted) _renewing = Renew(api, cancellation);
            return _renewing;
        }
    }

    private async Task Renew(Api api, CancellationToken cancellation)
    {
        var renewed = await Patience.Usual.Insist(
            () => api.Post<Auth>("/api/auth/refresh", null, new { }, cancellation, _cookie), cancellation);
        if (renewed.Value is not null) Keep(renewed);
        else if (!await LogIn(api, cancellation)) renewed.OrThrow($"“{Username}” can no longer log in");
    }

    private async Task<bool> LogIn(Api api, CancellationToken cancellation)
    {
        var body = new { username = Username, password };
        var entered = await Patience.Usual.Insist(() => api.Post<Auth>("/api/auth/login", null, body, cancellation), cancellation);
        if (entered.Problem is { Code: "badCredentials" }) return false;
        entered.OrThrow($"Logging in as “{Username}”");
        Keep(entered);
        return true;
    }

    private void Keep(Answer<Auth> auth)
    {
        Id = auth.Value!.User.Id;
        _cookie = auth.Cookie;
        _expiresAt = auth.Value.ExpiresAt;
        _token = auth.Value.AccessToken;
    }
}

using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Rostra.Testing;

/// <summary>A gateway of the cluster: real Kestrel on a free port of loopback.</summary>
public sealed class TestGateway : IAsyncDisposable
{
    private static int _people;

    private readonly WebApplication _app;
    private readonly GatewayParts _parts;

    internal TestGateway(WebApplication app, GatewayParts parts)
    {
        (_app, _parts) = (app, parts);
        Url = app.Urls.First();
    }

    internal IHost Host => _app;

    public bool IsUp { get; private set; } = true;

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Url { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>This gateway's clock.</summary>
    public ShiftedTime Time => _parts.Time;

    /// <summary>Faults of the grain calls that this gateway makes.</summary>
    public CallFaults Calls => _parts.Calls;

    /// <summary>A caller without a token.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(Url) };

    /// <summary>Somebody new, who has registered here.</summary>
    public async Task<TestAccount> Register(string? name = null)
    {
        name ??= $"guest{Interlocked.Increment(ref _people)}";
        using var http = Client();
        using var answer = await http.PostAsJsonAsync(
            "/api/auth/register", new { username = name, email = $"{Guid.NewGuid():N}@example.org", password = TestAccount.Password });
        return answer.StatusCode is HttpStatusCode.Created
            ? new TestAccount(this, await answer.Json(), answer.Cookie()!)
            : throw new UnexpectedAnswerException($"{name} could not register: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Cuts every connection, without a word.</summary>
    public void CutSockets() => _parts.Connections.Cut();

    /// <summary>Ends it as SIGTERM does: its sockets are told to go elsewhere.</summary>
    public async Task Stop()
    {
        if (IsUp)
        {
            IsUp = false;
            await _app.StopAsync();
        }
    }

    /// <summary>Ends it without a goodbye: sockets are cut, and silos find out by themselves.</summary>
    public async Task Kill()
    {
        if (IsUp)
        {
            IsUp = false;
            _parts.Connections.TakeDown();
            await _app.StopAsync(new CancellationToken(canceled: true)).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await _app.DisposeAsync();
    }
}

/// <summary>What belongs to one gateway alone.</summary>
internal sealed record GatewayParts(MembershipView Membership, ShiftedTime Time)
{
    public CallFaults Calls { get; } = new();

    public Connections Connections { get; } = new();
}

using System.Net;
using System.Net.Http.Json;
using Rostra.Gateway;
using Rostra.Testing;
using Xunit;

namespace Rostra.Accounts;

/// <summary>Who tries many names from one address is slowed down, at whichever gateway.</summary>
public sealed class AddressTests(PostgresServer postgres) : IAsyncLifetime
{
    private const int Free = 6;

    private readonly SharedHost _shared = new(postgres);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _shared.Start(new()
    {
        ["Rostra:Limits:CountLoopback"] = "true",
        ["Rostra:Limits:FailedLoginsPerAddressMax"] = $"{Free}",
    });

    public async ValueTask DisposeAsync()
    {
        await _shared.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Failures_at_two_gateways_and_under_many_names_are_one_count_and_a_login_of_ones_own_forgets_none()
    {
        await using var other = await _shared.AnotherGateway();
        var ada = await _shared.Guest();
        for (var i = 0; i < Free; i++)
        {
            await (await LogIn(i % 2 == 0 ? _shared.Host : other, $"nobody {i}", "guess")).Refused(HttpStatusCode.Unauthorized, "badCredentials");
            if (i < Free - 1)
            {
                Assert.Equal(HttpStatusCode.OK, (await LogIn(other, ada.Name, TestAccount.Password)).StatusCode);
            }
        }

        foreach (var gateway in new[] { _shared.Host, other })
        {
            var refused = await (await LogIn(gateway, ada.Name, TestAccount.Password)).Refused(HttpStatusCode.TooManyRequests, "rateLimited");
            Assert.InRange(refused.GetProperty("retryAfterMs").GetInt64(), 1, 1_000);
        }

        _shared.Time.Skip(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await LogIn(other, ada.Name, TestAccount.Password)).StatusCode);
    }

    private static async Task<HttpResponseMessage> LogIn(TestGateway gateway, string username, string password)
    {
        using var client = gateway.Client();
        return await client.PostAsJsonAsync(new Uri("/api/auth/login", UriKind.Relative), new { username, password }, Cancellation);
    }
}

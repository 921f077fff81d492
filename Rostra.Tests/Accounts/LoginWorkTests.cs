using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Rostra.Gateway;
using Rostra.Testing;
using Xunit;

namespace Rostra.Accounts;

/// <summary>Who listens to the answers of logins, or times them, does not learn whose names are taken.</summary>
public sealed class LoginWorkTests(SharedHost host) : IClassFixture<SharedHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failed_login_costs_one_hash_of_the_same_kind_whoever_is_there_and_is_answered_the_same()
    {
        var hasher = host.Services.GetRequiredService<PasswordHasher>();
        var (ada, gone) = (await host.Guest(), await host.Guest());
        await gone.Asks(HttpMethod.Delete, "/api/auth/me", new { password = TestAccount.Password }, HttpStatusCode.NoContent);
        var answers = new List<string>();
        foreach (var name in new[] { ada.Name, gone.Name, "nobody of this name", StoredUser.DeletedName, $"  {gone.Id}" })
        {
            var before = hasher.Done;
            using var client = host.Host.Client();
            using var answer = await client.PostAsJsonAsync("/api/auth/login", new { username = name, password = "not the password" }, Cancellation);
            var problem = await answer.Refused(HttpStatusCode.Unauthorized, "badCredentials");
            answers.Add($"{problem.GetProperty("title")} {problem.GetProperty("detail")} {string.Join(' ', problem.EnumerateObject().Select(field => field.Name))}");
            Assert.Equal(before + 1, hasher.Done);
        }

        Assert.Single(answers.Distinct());
        Assert.False(PasswordHash.IsOutdated(PasswordHash.Nobody)); // Nobody's costs what today's cost.
    }
}

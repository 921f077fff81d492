using System.Net;
using System.Security.Cryptography;
using Rostra.Testing;
using Xunit;

namespace Rostra.Accounts;

/// <summary>The signing key is changed as docs/operations.md says, while people are there.</summary>
public sealed class KeyRotationTests(PostgresServer postgres)
{
    [Fact]
    public async Task While_gateways_are_given_another_key_one_after_another_nobody_has_to_log_in()
    {
        var (former, next) = (NewKey(), NewKey());
        await using var rostra = await RostraCluster.Standalone(postgres);
        var before = await With(rostra, former, next);
        var after = await With(rostra, next, former);
        var ada = await before.Register();
        var room = await ada.Creates();
        await using var socket = await ada.Greets();

        // What was signed before is good after.
        await ada.At(after).Says(room, "with the former key's token");
        var adaAfter = ada.At(after);
        Assert.Equal(HttpStatusCode.OK, await adaAfter.Refreshes());
        Assert.NotEqual(KeyId(ada.Token), KeyId(adaAfter.Token));

        // And the other way round: her next request may meet a gateway whose turn has not come.
        await adaAfter.At(before).Says(room, "with the next key's token");
        var adaBefore = adaAfter.At(before);
        Assert.Equal(HttpStatusCode.OK, await adaBefore.Refreshes());
        Assert.Equal(KeyId(ada.Token), KeyId(adaBefore.Token));
        Assert.False(socket.Closed.IsCompleted);
    }

    [Fact]
    public async Task A_key_that_was_taken_away_opens_nothing_any_more()
    {
        var (former, next) = (NewKey(), NewKey());
        await using var rostra = await RostraCluster.Standalone(postgres);
        var ada = await (await With(rostra, former)).Register();
        var gateway = await With(rostra, next);

        var adaThere = ada.At(gateway);

        using var answer = await adaThere.Tries(HttpMethod.Get, "/api/auth/me");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await adaThere.Refreshes());
    }

    private static Task<TestGateway> With(RostraCluster rostra, string key, params string[] believed) => rostra.AddGateway(builder =>
    {
        builder.Configuration["Rostra:Tokens:SigningKey"] = key;
        for (var at = 0; at < believed.Length; at++)
        {
            builder.Configuration[$"Rostra:Tokens:FormerKeys:{at}"] = believed[at];
        }
    });

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>The token's header, which names the key and nothing else that differs.</summary>
    private static string KeyId(string token) => token.Split('.')[0];
}

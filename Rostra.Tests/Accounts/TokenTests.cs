using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Rostra.Users;
using Xunit;

namespace Rostra.Accounts;

public sealed class TokenTests
{
    private static readonly string Key = Convert.ToBase64String(SHA256.HashData("a key for this test"u8));
    private static readonly UserRef Ada = new(Guid.NewGuid(), "Ada \"Люблю\" 👍");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 500, TimeSpan.Zero));

    [Fact]
    public async Task A_token_is_good_for_ten_minutes_and_the_leeway()
    {
        var (token, expiresAt) = Tokens(Key).Make(Ada, Guid.NewGuid());

        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 10, 0, TimeSpan.Zero), expiresAt);
        Assert.True(await IsGood(token));
        _time.Advance(TimeSpan.FromSeconds(629));
        Assert.True(await IsGood(token));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await IsGood(token));
    }

    [Fact]
    public async Task A_former_keys_token_is_still_good_and_a_foreign_ones_is_not()
    {
        var formerKey = Convert.ToBase64String(SHA256.HashData("an older key"u8));
        var token = Tokens(formerKey).Make(Ada, Guid.NewGuid()).Token;

        Assert.False(await IsGood(token));
        Assert.True((await new JsonWebTokenHandler().ValidateTokenAsync(token, Tokens(Key, formerKey).Rules())).IsValid);
    }

    [Theory]
    [InlineData("""{"alg":"none","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"HS512","typ":"at+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"HS256","typ":"JWT","kid":"KID"}""")]
    [InlineData("""{"alg":"HS256","kid":"KID"}""")]
    [InlineData("""{"alg":"HS256","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"HS256","typ":"at+jwt","kid":"another"}""")]
    [InlineData("""{"alg":"HS256","typ":"at+jwt","kid":"another","jku":"https://example.org/keys"}""")]
    public async Task Another_header_is_refused_even_where_the_signature_is_right(string header) => Assert.False(await IsGood(Signed(header, Payload())));

    [Theory]
    [InlineData("""{"iss":"rostra","aud":"another","exp":4102444800,"sub":"a","sid":"b"}""")]
    [InlineData("""{"iss":"another","aud":"rostra","exp":4102444800,"sub":"a","sid":"b"}""")]
    [InlineData("""{"iss":"rostra","aud":"rostra","sub":"a","sid":"b"}""")]
    [InlineData("""{"iss":"rostra","aud":"rostra","exp":1,"sub":"a","sid":"b"}""")]
    public async Task Other_claims_are_refused(string payload) =>
        Assert.False(await IsGood(Signed("""{"alg":"HS256","typ":"at+jwt","kid":"KID"}""", payload)));

    [Fact]
    public async Task The_same_made_by_hand_is_good_so_the_tests_above_can_fail() =>
        Assert.True(await IsGood(Signed("""{"alg":"HS256","typ":"at+jwt","kid":"KID"}""", Payload())));

    [Fact]
    public async Task A_changed_byte_is_noticed()
    {
        var token = Tokens(Key).Make(Ada, Guid.NewGuid()).Token;
        for (var i = 0; i < token.Length - 1; i += 7)
        {
            var other = token[i] is 'A' ? 'B' : 'A';
            Assert.False(await IsGood(string.Concat(token.AsSpan(0, i), other.ToString(), token.AsSpan(i + 1))));
        }
    }

    [Fact]
    public async Task A_refresh_cookie_is_no_access_token()
    {
        var cookie = new RefreshSeal(Keys(Key)).Write(new RefreshCookie(Guid.NewGuid(), new byte[32], 0));

        Assert.False(await IsGood(cookie));
    }

    [Fact]
    public void A_cookie_is_read_as_written_and_its_successor_is_always_the_same()
    {
        var seal = new RefreshSeal(Keys(Key));
        var cookie = new RefreshCookie(Guid.NewGuid(), RandomNumberGenerator.GetBytes(32), 7);

        var read = seal.Read(seal.Write(cookie))!;

        Assert.Equal((cookie.SessionId, 7), (read.SessionId, read.Generation));
        Assert.Equal(cookie.Secret, read.Secret);
        Assert.Equal(seal.Write(cookie.Next), seal.Write(read.Next));
        Assert.NotEqual(seal.Write(cookie)[..90], seal.Write(cookie.Next)[..90]);
    }

    [Fact]
    public void A_changed_or_foreign_cookie_is_none()
    {
        var seal = new RefreshSeal(Keys(Key));
        var text = seal.Write(new RefreshCookie(Guid.NewGuid(), new byte[32], 0));

        Assert.All(Enumerable.Range(0, text.Length), i =>
            Assert.Null(seal.Read(string.Concat(text.AsSpan(0, i), (text[i] is 'A' ? 'B' : 'A').ToString(), text.AsSpan(i + 1)))));
        Assert.Null(seal.Read(null));
        Assert.Null(seal.Read(""));
        Assert.Null(seal.Read(text + "A"));
        Assert.Null(new RefreshSeal(Keys(Convert.ToBase64String(SHA256.HashData("other"u8)))).Read(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("dGhpcyBpcyBhIHZlcnkgc2VjcmV0IGtleSBmb3IgZGV2ZWxvcG1lbnQh")]
    public void A_key_that_others_could_know_is_refused_and_not_repeated(string? key)
    {
        var judged = new TokenOptionsCheck().Validate(null, new TokenOptions { SigningKey = key });

        Assert.True(judged.Failed);
        Assert.True(key is null or "" || !judged.FailureMessage.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public void A_random_key_is_taken() => Assert.True(new TokenOptionsCheck().Validate(null, new TokenOptions { SigningKey = Key }).Succeeded);

    private static TokenKeys Keys(string key, params string[] former) => new(Options.Create(new TokenOptions { SigningKey = key, FormerKeys = former }));

    private AccessTokens Tokens(string key, params string[] former) => new(Keys(key, former), Options.Create(new TokenOptions()), _time);

    private async Task<bool> IsGood(string token) => (await new JsonWebTokenHandler().ValidateTokenAsync(token, Tokens(Key).Rules())).IsValid;

    private string Payload() => $$"""{"iss":"rostra","aud":"rostra","exp":{{_time.GetUtcNow().ToUnixTimeSeconds() + 60}},"sub":"a","sid":"b"}""";

    private static string Signed(string header, string payload)
    {
        header = header.Replace("KID", Keys(Key).Current.KeyId, StringComparison.Ordinal);
        var body = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(payload)}";
        var key = Convert.FromBase64String(Key);
        var signature = header.Contains("none", StringComparison.Ordinal) ? []
            : header.Contains("HS512", StringComparison.Ordinal) ? HMACSHA512.HashData(key, Encoding.ASCII.GetBytes(body))
            : HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(body));
        return $"{body}.{Base64UrlEncoder.Encode(signature)}";
    }
}

using Microsoft.Extensions.Options;
using Xunit;

namespace Rostra.Accounts;

public sealed class PasswordTests
{
    [Fact]
    public void A_hash_says_how_it_was_made_and_is_never_the_same_twice()
    {
        var hash = PasswordHash.Of("correct horse battery");

        Assert.Matches(@"^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$", hash);
        Assert.NotEqual(hash, PasswordHash.Of("correct horse battery"));
        Assert.True(PasswordHash.Matches("correct horse battery", hash));
        Assert.False(PasswordHash.Matches("correct horse batterz", hash));
        Assert.False(PasswordHash.IsOutdated(hash));
    }

    [Fact]
    public void Argon2_is_the_one_that_others_have_too()
    {
        // From the reference implementation: argon2 -id -t 2 -k 65536 -p 1 with password "password" and salt "somesaltsomesalt".
        const string Reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$/DO3gTkjHTS3Fia9YkXB1y76GQrWBcPYFmpyrc7fosI";

        Assert.True(PasswordHash.Matches("password", Reference));
        Assert.True(PasswordHash.IsOutdated(Reference));
    }

    [Theory]
    [InlineData("1234567", true)]
    [InlineData("password1", true)]
    [InlineData("PassWord1", true)]
    [InlineData("bookworm", true)]
    [InlineData("01051980", true)]
    [InlineData("ADA@example.org", true)]
    [InlineData("Ada Lovelace", true)]
    [InlineData("  8 long ", false)]
    [InlineData("пароль 12", false)]
    [InlineData("👍👍👍👍👍👍👍", true)]
    [InlineData("👍👍👍👍👍👍👍👎", false)]
    public void Some_passwords_are_refused(string password, bool isRefused)
    {
        var rules = new PasswordRules(Options.Create(new AccountOptions()));

        Assert.Equal(isRefused, rules.Fault("ada lovelace", "ada@example.org", password) is not null);
    }

    [Fact]
    public void Three_thousand_that_the_shortest_rule_lets_through_are_refused()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("Rostra.Accounts.common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        var words = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var rules = new PasswordRules(Options.Create(new AccountOptions()));

        Assert.True(words.Count(word => word.EnumerateRunes().Count() >= new AccountOptions().PasswordMin) >= 3_000);
        Assert.All(words, word => Assert.NotNull(rules.Fault("ada lovelace", "ada@example.org", word.ToUpperInvariant())));
    }

    [Fact]
    public async Task Beyond_the_queue_callers_are_sent_away_and_the_rest_is_served()
    {
        using var hasher = new PasswordHasher(Options.Create(new AccountOptions { HashesAtOnceMax = 1, HashesWaitingMax = 2 }));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => hasher.Hash("a password")));

        Assert.Equal(3, outcomes.Count(outcome => outcome.Value is not null));
        Assert.All(outcomes.Where(outcome => outcome.IsRefused), outcome => Assert.Equal(RefusalCode.RateLimited, outcome.Refusal!.Code));
        Assert.False((await hasher.Hash("a password")).IsRefused);
    }

    [Fact]
    public async Task Nothing_is_hashed_for_whoever_would_wait_too_long()
    {
        using var hasher = new PasswordHasher(Options.Create(new AccountOptions { HashesAtOnceMax = 1, HashWaitMax = TimeSpan.FromTicks(1) }));

        var hashes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => hasher.Hash("correct horse battery")));

        Assert.Contains(hashes, hash => !hash.IsRefused);
        Assert.Contains(hashes, hash => hash.Refusal?.Code is RefusalCode.RateLimited);
        Assert.False((await hasher.Hash("correct horse battery")).IsRefused);
    }

    [Fact]
    public async Task Nobodys_password_is_never_right()
    {
        using var hasher = new PasswordHasher(Options.Create(new AccountOptions()));

        Assert.False((await hasher.Matches("", hash: null)).Value);
    }

    [Theory]
    [InlineData("ada@example.org", true)]
    [InlineData(" Ada@Example.ORG ", true)]
    [InlineData("ada@example", false)]
    [InlineData("ada@.org", false)]
    [InlineData("ada@example.", false)]
    [InlineData("ada @example.org", false)]
    [InlineData("a@b@c.de", false)]
    [InlineData("@example.org", false)]
    [InlineData("ada@exa\u200bmple.org", false)]
    public void An_address_looks_like_one(string email, bool isGood) => Assert.Equal(isGood, Email.Fault(email) is null);

    [Fact]
    public void An_address_has_254_characters_at_most()
    {
        Assert.Null(Email.Fault(new string('a', 242) + "@example.org"));
        Assert.NotNull(Email.Fault(new string('a', 243) + "@example.org"));
    }
}

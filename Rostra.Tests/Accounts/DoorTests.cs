using System.Net;
using Microsoft.Extensions.Time.Testing;
using Rostra.Hosting;
using Xunit;

namespace Rostra.Accounts;

public sealed class DoorTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Five_failures_are_free_and_then_each_makes_the_wait_longer_up_to_a_minute()
    {
        var attempts = new Attempts(Attempts.FreePerName);
        var waits = new List<double>();
        for (var i = 0; i < 13; i++)
        {
            var wait = attempts.Wait(_time.GetUtcNow());
            waits.Add(wait.TotalSeconds);
            _time.Advance(wait);
            Assert.Equal(TimeSpan.Zero, attempts.Wait(_time.GetUtcNow()));
            attempts.Failed(_time.GetUtcNow());
        }

        Assert.Equal([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60], waits);
    }

    [Fact]
    public void A_right_password_makes_all_failures_forgotten_and_so_does_time()
    {
        var attempts = new Attempts(Attempts.FreePerName);
        Enumerable.Range(0, 9).ToList().ForEach(_ => attempts.Failed(_time.GetUtcNow()));

        attempts.Succeeded();
        Assert.Equal(TimeSpan.Zero, attempts.Wait(_time.GetUtcNow()));

        Enumerable.Range(0, 9).ToList().ForEach(_ => attempts.Failed(_time.GetUtcNow()));
        _time.Advance(TimeSpan.FromMinutes(16));
        attempts.Wait(_time.GetUtcNow());
        attempts.Failed(_time.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, attempts.Wait(_time.GetUtcNow()));
    }

    [Fact]
    public void An_address_has_a_burst_and_a_refill_of_its_own()
    {
        var budget = new AddressBudget(burst: 3, perMinute: 6, _time);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(TimeSpan.Zero, budget.Take("a"));
        }

        Assert.Equal(TimeSpan.FromSeconds(10), budget.Take("a"));
        Assert.Equal(TimeSpan.Zero, budget.Take("b"));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.Zero, budget.Take("a"));
        Assert.NotEqual(TimeSpan.Zero, budget.Take("a"));
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public void A_household_is_one_caller(string address, string counted) => Assert.Equal(counted, ClientAddress.Of(IPAddress.Parse(address)));
}

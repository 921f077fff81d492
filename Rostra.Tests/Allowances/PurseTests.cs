using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Rostra.Allowances;

public sealed class PurseTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Guid _gateway = Guid.NewGuid();
    private int _calls;

    private TimeSpan Now => _clock.GetElapsedTime(0);

    [Fact]
    public void One_gateway_may_use_the_whole_burst_at_once_and_then_the_refill()
    {
        var purse = PurseOver(new LeasedBucket(500, 50, Now));

        var told = Take(purse, 900);

        Assert.Equal(500, told.Count(wait => wait == TimeSpan.Zero));
        Assert.All(told[500..], wait => Assert.Equal(LeasedBucket.RetryAfterMin, wait));
        for (var second = 0; second < 10; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(50, Take(purse, 100).Count(wait => wait == TimeSpan.Zero));
        }
    }

    [Fact]
    public void A_block_is_spent_without_asking_again_and_so_is_the_wait()
    {
        var purse = PurseOver(new LeasedBucket(500, 50, Now));

        Take(purse, 25);
        Assert.Equal(1, _calls);

        Take(purse, 600);
        var calls = _calls;
        Assert.InRange(calls, 2, 60);
        Take(purse, 100);
        Assert.Equal(calls, _calls);
    }

    [Fact]
    public void What_one_gateway_left_unspent_is_there_for_another_when_the_lease_is_over()
    {
        var bucket = new LeasedBucket(100, 1, Now);
        var (one, other) = (PurseOver(bucket), new Purse((wanted, unspent) => Task.FromResult<AllowanceLease?>(bucket.Lease(Guid.NewGuid(), wanted, unspent, Now)), _clock));
        Take(one, 1);

        Assert.Equal(95, Take(other, 200).Count(wait => wait == TimeSpan.Zero)); // One block of five is out.

        _clock.Advance(AllowanceLease.Lifetime + TimeSpan.FromSeconds(100));
        Assert.Equal(100, Take(other, 200).Count(wait => wait == TimeSpan.Zero));
    }

    [Fact]
    public void A_token_given_back_is_one_more()
    {
        var purse = PurseOver(new LeasedBucket(2, 0.001, Now));

        Take(purse, 1);
        purse.GiveBack();

        Assert.Equal([0, 0, 1], Take(purse, 3).Select(wait => Math.Sign(wait.Ticks)));
    }

    [Fact]
    public void Who_stands_in_line_is_told_in_the_order_of_coming()
    {
        var answer = new TaskCompletionSource<AllowanceLease?>();
        var purse = new Purse((_, _) => answer.Task, _clock);
        List<(int Who, bool IsPaid)> told = [];
        foreach (var who in Enumerable.Range(0, 5))
        {
            Assert.Equal(Toll.Unknown, purse.TryTake(out _));
            purse.Take(wait => told.Add((who, wait == TimeSpan.Zero)));
        }

        Assert.Empty(told);
        answer.SetResult(new AllowanceLease(3, TimeSpan.FromSeconds(1)));

        Assert.Equal([(0, true), (1, true), (2, true), (3, false), (4, false)], told);
    }

    [Fact]
    public void Where_the_grain_is_not_reached_people_may_do_a_little()
    {
        var purse = new Purse(
            (_, _) =>
            {
                _clock.Advance(TimeSpan.FromSeconds(2)); // Until the call has timed out.
                return Task.FromResult<AllowanceLease?>(null);
            },
            _clock);

        for (var second = 0; second < 3; second++)
        {
            Assert.Equal(Purse.OwnTokens, Take(purse, 100).Count(wait => wait == TimeSpan.Zero));
            _clock.Advance(Purse.OwnFor);
        }
    }

    [Fact]
    public void A_purse_is_forgotten_once_its_lease_is_over_and_takes_nobody_in_any_more()
    {
        var purse = PurseOver(new LeasedBucket(10, 1, Now));
        Take(purse, 1);
        Assert.False(purse.TryForget());

        _clock.Advance(AllowanceLease.Lifetime);

        Assert.True(purse.TryForget());
        Assert.Equal(Toll.Gone, purse.TryTake(out _));
        Assert.False(purse.Take(_ => { }));
    }

    private Purse PurseOver(LeasedBucket bucket) => new(
        (wanted, unspent) =>
        {
            _calls++;
            return Task.FromResult<AllowanceLease?>(bucket.Lease(_gateway, wanted, unspent, Now));
        },
        _clock);

    private static List<TimeSpan> Take(Purse purse, int times)
    {
        List<TimeSpan> told = [];
        for (var i = 0; i < times; i++)
        {
            if (purse.TryTake(out var wait) is Toll.Unknown)
            {
                purse.Take(told.Add);
            }
            else
            {
                told.Add(wait);
            }
        }

        return told;
    }
}

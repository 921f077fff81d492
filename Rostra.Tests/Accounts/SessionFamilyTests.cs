using CsCheck;
using Rostra.Realtime;
using Rostra.Users;
using Xunit;

namespace Rostra.Accounts;

public sealed class SessionFamilyTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    // Seconds between two uses: within the grace, at its edge, days, a week and a second more.
    private static readonly int[] Pauses = [0, 0, 1, 3, 6, 10, 11, 12, 86_400, 604_800, 604_801];

    [Fact]
    public void It_does_what_the_contract_says_whatever_is_presented_and_when() =>
        Gen.Select(Gen.Int[-4, 1], Gen.Int[0, Pauses.Length - 1]).Array[1, 40].Sample(steps =>
        {
            var (family, model, now) = (New(), new Model(), Start);
            foreach (var (back, pause) in steps)
            {
                now += TimeSpan.FromSeconds(Pauses[pause]);
                var generation = Math.Max(0, family.Generation + back);

                (family, var verdict) = family.Present(generation, now);

                Assert.Equal(model.Present(generation, now), verdict);
                Assert.Equal(model.IsEnded, family.End is SessionEnd.TokenReuse);
            }
        });

    [Fact]
    public void It_ends_after_30_days_however_often_it_is_used()
    {
        var (family, now) = (New(), Start);
        for (var day = 0; day < 30; day += 6)
        {
            now = Start.AddDays(day);
            (family, var verdict) = family.Present(family.Generation, now);
            Assert.Equal(CookieVerdict.Rotated, verdict);
        }

        Assert.Equal(Start.AddDays(30), family.EndsAt);
        Assert.Equal(CookieVerdict.Rotated, family.Present(family.Generation, Start.AddDays(30)).Verdict);
        Assert.Equal(CookieVerdict.Invalid, family.Present(family.Generation, Start.AddDays(30).AddTicks(1)).Verdict);
    }

    [Fact]
    public void Who_rotates_without_end_is_slowed_and_not_remembered_without_end()
    {
        var family = New();
        CookieVerdict verdict;
        do
        {
            (family, verdict) = family.Present(family.Generation, Start);
        }
        while (verdict is CookieVerdict.Rotated);

        Assert.Equal(CookieVerdict.TooMany, verdict);
        Assert.Equal(SessionFamily.SpentMax, family.Spent.Length);
        Assert.Equal(CookieVerdict.Rotated, family.Present(family.Generation, Start.AddSeconds(11)).Verdict);
    }

    private static SessionFamily New() => new(new UserRef(Guid.NewGuid(), "ada"), [1, 2, 3], Start, Start, Generation: 0, Spent: [], End: null);

    /// <summary>The contract's words: when each cookie was first used, and nothing else.</summary>
    private sealed class Model
    {
        private readonly Dictionary<int, DateTimeOffset> _usedAt = [];
        private DateTimeOffset _last = Start;

        public bool IsEnded { get; private set; }

        public CookieVerdict Present(int generation, DateTimeOffset now)
        {
            if (IsEnded || now > _last.AddDays(7) || now > Start.AddDays(30) || generation > _usedAt.Count)
            {
                return CookieVerdict.Invalid;
            }

            if (_usedAt.TryAdd(generation, now))
            {
                _last = now;
                return CookieVerdict.Rotated;
            }

            IsEnded = now > _usedAt[generation].AddSeconds(10);
            return IsEnded ? CookieVerdict.Reused : CookieVerdict.Repeated;
        }
    }
}

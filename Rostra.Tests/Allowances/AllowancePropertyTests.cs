using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Rostra.Allowances;

/// <summary>Several gateways' purses over one bucket, with a line between them that is slow, in both directions.</summary>
public sealed class AllowancePropertyTests
{
    private const int Burst = 100;
    private const double PerSecond = 5;

    [Fact]
    public void In_any_time_all_gateways_together_let_through_no_more_than_the_burst_and_the_refill() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 30], Gen.Int[0, 20_000]).Array[1, 80].Sample(steps => new Run().Play(steps), iter: 2_000);

    private sealed class Run
    {
        private readonly FakeTimeProvider _clock = new();
        private readonly LeasedBucket _bucket;
        private readonly Purse[] _purses;
        private readonly Guid[] _gateways = [.. Enumerable.Range(0, 3).Select(_ => Guid.NewGuid())];
        private readonly Queue<Action> _line = new();
        private readonly List<double> _paidAt = [];
        private int _asked;
        private int _told;
        private int _calls;

        public Run()
        {
            _bucket = new LeasedBucket(Burst, PerSecond, Now);
            _purses = [.. _gateways.Select(gateway => new Purse((wanted, unspent) => Lease(gateway, wanted, unspent), _clock))];
        }

        private TimeSpan Now => _clock.GetElapsedTime(0);

        public void Play((int Gateway, int Times, int Milliseconds)[] steps)
        {
            foreach (var (gateway, times, milliseconds) in steps)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(milliseconds % 7 == 0 ? milliseconds : milliseconds / 100));
                if (gateway == _purses.Length)
                {
                    _ = _line.TryDequeue(out var arrived);
                    arrived?.Invoke();
                    continue;
                }

                for (var i = 0; i < times; i++)
                {
                    Take(_purses[gateway], isGivenBack: (i + milliseconds) % 11 == 0);
                }
            }

            while (_line.TryDequeue(out var arrived))
            {
                arrived();
            }

            Assert.Equal(_asked, _told); // Whoever stands in line is served.
            HoldsTheRate();
        }

        private void Take(Purse purse, bool isGivenBack)
        {
            _asked++;
            if (purse.TryTake(out var wait) is Toll.Unknown)
            {
                Assert.True(purse.Take(Told));
            }
            else
            {
                Told(wait);
            }

            void Told(TimeSpan wait)
            {
                _told++;
                Assert.True(wait >= TimeSpan.Zero);
                if (wait == TimeSpan.Zero && isGivenBack)
                {
                    purse.GiveBack();
                }
                else if (wait == TimeSpan.Zero)
                {
                    _paidAt.Add(Now.TotalSeconds);
                }
            }
        }

        /// <summary>Some questions arrive late, some answers, some neither.</summary>
        private Task<AllowanceLease?> Lease(Guid gateway, int wanted, int unspent)
        {
            var answer = new TaskCompletionSource<AllowanceLease?>();
            switch (_calls++ % 3)
            {
                case 0:
                    answer.SetResult(_bucket.Lease(gateway, wanted, unspent, Now));
                    break;
                case 1:
                    _line.Enqueue(() => answer.SetResult(_bucket.Lease(gateway, wanted, unspent, Now)));
                    break;
                default:
                    var given = _bucket.Lease(gateway, wanted, unspent, Now);
                    _line.Enqueue(() => answer.SetResult(given));
                    break;
            }

            return answer.Task;
        }

        private void HoldsTheRate()
        {
            // As one bucket sees it that is told of each token: never below zero.
            var (level, at) = ((double)Burst, 0.0);
            foreach (var paid in _paidAt)
            {
                level = Math.Min(Burst, level + ((paid - at) * PerSecond)) - 1;
                at = paid;
                Assert.True(level >= -0.001, $"{-level} too many");
            }
        }
    }
}

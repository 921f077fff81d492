using CsCheck;
using Xunit;

namespace Rostra.Clients;

public sealed class ReconnectingTests
{
    [Fact]
    public void The_wait_is_anywhere_between_half_a_second_and_a_bound_that_doubles_to_thirty() =>
        Gen.Select(Gen.Int[0, 100], Gen.Double[0, 1]).Sample((attempt, random) =>
        {
            var bound = Math.Min(30, 0.5 * Math.Pow(2, Math.Min(attempt + 1, 20)));
            var wait = Reconnecting.Wait(attempt, random).TotalSeconds;
            return wait >= 0.5 && wait <= bound && Math.Abs(Reconnecting.Wait(attempt, 1).TotalSeconds - bound) < 1e-6 && Reconnecting.Wait(attempt, 0).TotalSeconds == 0.5;
        });
}

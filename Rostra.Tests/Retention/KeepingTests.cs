using CsCheck;
using Xunit;

namespace Rostra.Rooms;

public sealed class KeepingTests
{
    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(30, 0, 30)]
    [InlineData(0, 7, 7)]
    [InlineData(30, 7, 7)]
    [InlineData(30, 365, 30)]
    public void The_shorter_time_counts_and_no_number_is_for_ever(int server, int room, int? days) => Assert.Equal(days, Keeping.Days(server, room));

    [Fact]
    public void Nothing_is_too_old_by_any_clock_before_it_is_so_by_all() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[-100, 100], Gen.Int[-100, 100]).Sample((server, room, one, other) =>
        {
            var now = DateTimeOffset.UnixEpoch;
            var before = Keeping.Before(server, room, now.AddDays(one), now.AddDays(other));

            Assert.Equal(Keeping.Days(server, room) is null, before is null);
            if (before is { } at)
            {
                Assert.Equal(now.AddDays(Math.Min(one, other) - Keeping.Days(server, room)!.Value), at);
            }
        });
}

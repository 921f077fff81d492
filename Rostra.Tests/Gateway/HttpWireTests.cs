using System.Text.Json;
using Rostra.History;
using Rostra.Hosting;
using Rostra.Realtime;
using Xunit;

namespace Rostra.Gateway;

public sealed class HttpWireTests
{
    [Fact]
    public void An_instant_is_UTC_to_the_millisecond() =>
        Assert.Equal("\"2026-03-01T12:00:00.123Z\"", Written(new DateTimeOffset(2026, 3, 1, 14, 0, 0, 123, TimeSpan.FromHours(2)).AddTicks(4567)));

    [Fact]
    public void An_outcome_has_exactly_one_member()
    {
        Assert.Equal("""{"value":{}}""", Written<Outcome<Done>>(Done.Value));
        Assert.Equal("""{"value":7}""", Written<Outcome<int>>(7));
        Assert.Equal(
            """{"refusal":{"code":"rateLimited","message":"Wait.","retryAfterMs":5}}""",
            Written<Outcome<int>>(new Refusal(RefusalCode.RateLimited, "Wait.", RetryAfterMs: 5)));
    }

    [Fact]
    public void Errors_are_keyed_by_field() => Assert.Equal(
        """{"refusal":{"code":"invalid","message":"roomId: must be a UUID.","errors":{"roomId":["must be a UUID."]}}}""",
        Written<Outcome<Done>>(Refusal.Invalid("roomId", "must be a UUID.")));

    [Fact]
    public void Empty_lists_false_and_zero_are_written_and_nulls_are_not()
    {
        Assert.Equal("""{"messages":[],"hasOlder":false,"hasNewer":false,"lastSeq":0}""", Written(new Page([], false, false, 0)));
        Assert.Equal("""{"status":"live"}""", Written(new HealthView("live")));
    }

    [Fact]
    public void Enums_are_strings_in_camel_case()
    {
        Assert.Equal("\"passwordChanged\"", Written(SessionEnd.PasswordChanged));
        Assert.Equal("\"notMember\"", Written(RefusalCode.NotMember));
    }

    [Fact]
    public void Other_scripts_stay_readable() => Assert.Equal("\"Добрый день <b>\"", Written("Добрый день <b>"));

    [Theory]
    [InlineData(RefusalCode.UsernameTaken, 409)]
    [InlineData(RefusalCode.Moved, 503)]
    [InlineData(RefusalCode.Internal, 500)]
    [InlineData(RefusalCode.OwnerCannotLeave, 403)]
    [InlineData(RefusalCode.AdministratorNamed, 403)]
    public void A_refusal_has_one_status(RefusalCode code, int status) => Assert.Equal(status, code.Status);

    private static string Written<T>(T value) => JsonSerializer.Serialize(value, Wire.Json);
}

using Microsoft.Extensions.Options;
using Rostra.Messages;
using Rostra.Rooms;

namespace Rostra.Hosting;

/// <param name="TextMax">Characters of a message.</param>
/// <param name="PageMax">Messages on a page.</param>
/// <param name="RoomsMax">Rooms a person may be in.</param>
/// <param name="KeepDays">Days that the server keeps what is said; a room may keep it shorter. Absent: for ever.</param>
/// <param name="Emojis">The reactions there are, in the order in which equal counts are shown.</param>
public sealed record LimitsView(
    int TextMax,
    int UsernameMin,
    int UsernameMax,
    int PasswordMin,
    int PasswordMax,
    int RoomNameMin,
    int RoomNameMax,
    int DescriptionMax,
    int PageMax,
    int RoomsMax,
    ImmutableArray<string> Emojis,
    int? KeepDays);

/// <summary>Tells clients the limits that concern them.</summary>
internal static class LimitEndpoints
{
    public static void MapLimits(this IEndpointRouteBuilder app) => app.MapGet("/api/limits", Limits).WithTags("Limits").AllowAnonymous();

    private static LimitsView Limits(IOptions<GatewayLimits> options, IOptions<RetentionTimes> retention)
    {
        var limits = options.Value;
        return new(
            limits.TextMax,
            limits.UsernameMin,
            limits.UsernameMax,
            limits.PasswordMin,
            limits.PasswordMax,
            limits.RoomNameMin,
            limits.RoomNameMax,
            limits.DescriptionMax,
            limits.PageMax,
            limits.RoomsMax,
            Emojis.All,
            retention.Value.KeepDays is > 0 and var days ? days : null);
    }
}

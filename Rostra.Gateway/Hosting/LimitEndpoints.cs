using Microsoft.Extensions.Options;
using Rostra.Messages;

namespace Rostra.Hosting;

/// <param name="TextMax">Characters of a message.</param>
/// <param name="PageMax">Messages on a page.</param>
/// <param name="RoomsMax">Rooms a person may be in.</param>
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
    ImmutableArray<string> Emojis);

/// <summary>Tells clients the limits that concern them.</summary>
internal static class LimitEndpoints
{
    public static void MapLimits(this IEndpointRouteBuilder app) => app.MapGet("/api/limits", Limits).WithTags("Limits").AllowAnonymous();

    private static LimitsView Limits(IOptions<GatewayLimits> options)
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
            Emojis.All);
    }
}

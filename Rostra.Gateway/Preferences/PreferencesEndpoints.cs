using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Rostra.Hosting;
using Rostra.OpenApi;

namespace Rostra.Preferences;

/// <summary>How a person likes it, over HTTP.</summary>
internal static class PreferencesEndpoints
{
    public static void MapPreferences(this IEndpointRouteBuilder app)
    {
        var preferences = app.MapGroup("/api/auth/me/preferences").WithTags("Preferences");
        preferences.MapGet("/", Read);
        preferences.MapPut("/", Replace).Takes<PreferencesView>();
    }

    private static async Task<Results<Ok<PreferencesView>, Refused>> Read(ClaimsPrincipal user, Patience patience, IGrainFactory grains) =>
        (await patience.Try<PreferencesView>(async _ => await grains.Preferences(user.Ref.Id).Get())).ToHttp();

    private static async Task<Results<Ok<PreferencesView>, Refused>> Replace(Fields fields, ClaimsPrincipal user, Patience patience, IGrainFactory grains)
    {
        var wanted = new PreferencesView(Choice<Theme>(fields, "theme"), Choice<Density>(fields, "density"), fields.OptionalBool("crt"));
        if (fields.Refusal is { } malformed)
        {
            return malformed.ToHttp();
        }

        var kept = await patience.Try<PreferencesView>(async _ =>
        {
            await grains.Preferences(user.Ref.Id).Put(wanted);
            return wanted;
        });
        return kept.ToHttp();
    }

    private static T? Choice<T>(Fields fields, string name)
        where T : struct, Enum
    {
        if (fields.OptionalText(name) is not { } text)
        {
            return null;
        }

        var choices = Enum.GetValues<T>().ToDictionary(choice => choice.ToString().ToLowerInvariant());
        if (choices.TryGetValue(text, out var chosen))
        {
            return chosen;
        }

        fields.Invalid(name, $"must be one of: {string.Join(", ", choices.Keys)}.");
        return null;
    }
}

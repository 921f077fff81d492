using System.Text.Json.Serialization;

namespace Rostra.Preferences;

/// <summary>How one person likes the client to look; the same on all their devices. Keyed by user id.</summary>
[Alias("rostra.IPreferencesGrain")]
public interface IPreferencesGrain : IGrainWithGuidKey
{
    [Alias("Get")]
    Task<PreferencesView> Get();

    /// <summary>Replaces all of them.</summary>
    [Alias("Put")]
    Task Put(PreferencesView preferences);
}

/// <summary>What a person has chosen; what is absent, the client decides.</summary>
/// <param name="Crt">Whether the picture shows the lines of an old tube.</param>
[GenerateSerializer, Immutable, Alias("rostra.Preferences")]
public sealed record PreferencesView(Theme? Theme = null, Density? Density = null, bool? Crt = null);

/// <summary>Append, never reorder: the numbers are stored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Theme>))]
public enum Theme
{
    [JsonStringEnumMemberName("neon")] Neon,
    [JsonStringEnumMemberName("amber")] Amber,
}

/// <summary>Append, never reorder: the numbers are stored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Density>))]
public enum Density
{
    [JsonStringEnumMemberName("compact")] Compact,
    [JsonStringEnumMemberName("comfortable")] Comfortable,
}

/// <summary>How the grains of preferences are keyed.</summary>
public static class PreferencesKeys
{
    extension(IGrainFactory grains)
    {
        public IPreferencesGrain Preferences(Guid userId) => grains.GetGrain<IPreferencesGrain>(userId);
    }
}

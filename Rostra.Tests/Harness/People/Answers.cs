using System.Text.Json;

namespace Rostra.Testing;

/// <summary>What tests read off an answer.</summary>
public static class Answers
{
    extension(HttpResponseMessage answer)
    {
        public async Task<JsonElement> Json() => JsonElement.Parse(await answer.Content.ReadAsStringAsync());

        /// <summary>The refresh cookie that was set, as <c>name=value</c>; null: none.</summary>
        public string? Cookie() => answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.Single().Split(';')[0] : null;
    }
}

/// <summary>What tests read off what a socket hears.</summary>
public static class Heard
{
    extension(JsonElement heard)
    {
        /// <summary>The code of the hub's refusal; where it is none, the whole answer, so that a test shows it.</summary>
        public string Code => heard.TryGetProperty("refusal", out var refusal) && !heard.TryGetProperty("value", out _)
            ? refusal.GetProperty("code").GetString()!
            : heard.GetRawText();

        public IEnumerable<JsonElement> Events => heard.TryGetProperty("events", out var events) ? events.EnumerateArray() : [];

        public string Kind => heard.GetProperty("type").GetString()!;

        public bool IsInterval(Guid roomId) => heard.TryGetProperty("upTo", out _) && heard.GetProperty("roomId").GetGuid() == roomId;
    }
}

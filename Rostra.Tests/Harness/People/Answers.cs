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

    extension(JsonElement answer)
    {
        /// <summary>The code of the hub's refusal; where it is none, the whole answer, so that a test shows it.</summary>
        public string Code => answer.TryGetProperty("refusal", out var refusal) && !answer.TryGetProperty("value", out _)
            ? refusal.GetProperty("code").GetString()!
            : answer.GetRawText();
    }

    extension(JsonElement batch)
    {
        public IEnumerable<JsonElement> Events => batch.TryGetProperty("events", out var events) ? events.EnumerateArray() : [];

        public string Kind => batch.GetProperty("type").GetString()!;

        public bool IsInterval(Guid roomId) => batch.TryGetProperty("upTo", out _) && batch.GetProperty("roomId").GetGuid() == roomId;
    }
}

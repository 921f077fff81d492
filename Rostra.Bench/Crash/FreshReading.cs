using Rostra.Clients;

namespace Rostra.Crash;

/// <summary>A whole room, page by page.</summary>
internal static class FreshReading
{
    /// <returns>The seq of the first page, which the rest is not older than, and every message.</returns>
    public static async Task<(long Seq, List<Message> Messages)> Of(Func<string, Task<Page>> get, Guid room)
    {
        var messages = new List<Message>();
        var (seq, after) = (-1L, 0L);
        while (true)
        {
            var page = await get($"/api/rooms/{room}/messages?after={after}&limit=100");
            if (seq < 0) seq = page.LastSeq;
            messages.AddRange(page.Messages);
            if (!page.HasNewer || page.Messages.Length == 0) return (seq, messages);
            after = page.Messages[^1].Id;
        }
    }
}

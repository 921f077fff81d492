namespace Rostra.Chat;

/// <summary>Where a conversation is shown, and where what the person writes comes from.</summary>
internal interface IScreen
{
    /// <summary>Adds a line; from any thread.</summary>
    void Show(ChatLine line);

    /// <summary>Says where the next line of the person goes to, and how many are not acknowledged yet; from any thread.</summary>
    void ShowPlace(string? room, int unsent);

    /// <summary>What the person writes, a line each, until they end it.</summary>
    IAsyncEnumerable<string> Lines(CancellationToken cancellation);
}

namespace Rostra.Compare;

/// <summary>A kind of page that is asked for again and again.</summary>
/// <param name="Key">What its figures' names begin with.</param>
/// <param name="Next">The path of the next one.</param>
/// <param name="Proof">Whether an answer, the first, is what was asked for; null where there is nothing to compare with.</param>
internal sealed record Place(string Key, Func<string> Next, Func<byte[], bool>? Proof = null);

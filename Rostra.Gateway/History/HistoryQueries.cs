namespace Rostra.History;

/// <summary>What <c>GET …/messages</c> reads: at most one of the three seqs; none means the newest.</summary>
internal sealed record PageQuery(long? Before, long? After, long? Around, int? Limit);

/// <summary>What <c>GET …/changes</c> reads.</summary>
internal sealed record ChangesQuery(long After, int? Limit);

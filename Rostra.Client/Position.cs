namespace Rostra.Clients;

/// <summary>Up to where a client has heard: kept by a program that ends, and given to the next start, it makes that one begin where the last one ended.</summary>
/// <param name="Epoch">Of the server's database; a restored one has another, and then nothing of the old is counted on.</param>
/// <param name="Rooms">By room, the seq up to which everything was heard.</param>
public sealed record Position(Guid Epoch, IReadOnlyDictionary<Guid, long> Rooms);

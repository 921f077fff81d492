namespace Rostra.Compare;

/// <summary>Who sits where, and who speaks how much. Everybody has a socket, and each room as many people.</summary>
/// <param name="Speakers">Of each room's people.</param>
/// <param name="Window">How many messages of one speaker are under way; the next follows an acknowledgement.</param>
internal sealed record Workload(string Name, int Rooms, int PeoplePerRoom, int Speakers, int Window)
{
    /// <summary>Characters of a message.</summary>
    public const int TextLength = 100;

    public static readonly IReadOnlyList<Workload> All =
    [
        new("w1", 1, 500, 8, 16),
        new("w2", 50, 10, 10, 1),
        new("w3", 1, 10, 8, 64),
    ];

    public int Sockets => Rooms * PeoplePerRoom;
}

/// <summary>One person's place.</summary>
internal sealed record Seat(Uri Server, string Token, Guid Room, bool Speaks);

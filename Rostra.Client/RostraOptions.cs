namespace Rostra.Clients;

/// <summary>Who connects where, and within which limits.</summary>
public sealed record RostraOptions
{
    /// <summary>Where Rostra is, with a path if it lives below one: <c>https://chat.example.org/</c>.</summary>
    public required Uri Url { get; init; }

    public required string Username { get; init; }

    public required string Password { get; init; }

    /// <summary>Given: an account of that name is made if there is none. Else the account must be there.</summary>
    public string? Email { get; init; }

    /// <summary>Where an earlier client stopped hearing. Null: everything from now on.</summary>
    public Position? Position { get; init; }

    /// <summary>Messages that may wait to be sent, 1 or more; <see cref="RostraClient.Send"/> refuses beyond.</summary>
    public int UnsentMax { get; init; } = 1_000;

    /// <summary>Batches of news that may wait to be listened to, 1 or more. Beyond, the connection is given up and made again once there is room: nothing is missed, only later.</summary>
    public int UnheardMax { get; init; } = 1_000;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>For the jitter between attempts to connect.</summary>
    public Random Random { get; init; } = Random.Shared;
}

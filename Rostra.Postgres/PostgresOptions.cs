namespace Rostra.Postgres;

/// <summary>How the embedded Postgres is to run.</summary>
internal sealed record PostgresOptions
{
    /// <summary>Everything is kept below it; it exists already.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Programs to use instead of those that are found.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>The <c>node_modules</c> that holds npm's packages with Postgres.</summary>
    public string? Packages { get; init; }

    /// <summary>Listen on a port, too. The socket alone cannot be reached by another account or machine.</summary>
    public bool Tcp { get; init; }

    /// <summary>With <see cref="Tcp"/>: where it listens.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>With <see cref="Tcp"/>: the port; null: a free one.</summary>
    public int? Port { get; init; }

    /// <summary>False gives up what a power cut would take: for tests only.</summary>
    public bool Durable { get; init; } = true;

    public int ConnectionsMax { get; init; } = 120;
}

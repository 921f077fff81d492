namespace Rostra.Chaos;

/// <summary>One window of one person.</summary>
internal sealed class Tab(string name, Guid user)
{
    private long _n;

    public string Name { get; } = name;

    public Guid User { get; } = user;

    public Guid Sid { get; } = Guid.NewGuid();

    public int Conn { get; set; }

    public bool IsOpen { get; set; }

    public Dictionary<Guid, long> Known { get; } = [];

    public Dictionary<Guid, long> Read { get; } = [];

    public long NextN() => ++_n;
}

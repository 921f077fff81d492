using Rostra.Clients;

namespace Rostra.Chaos;

/// <summary>The addresses under which a window finds the chat: each gateway, and the balancer.</summary>
internal sealed class Doors(IReadOnlyList<(string Name, Api Api)> all) : IDisposable
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    public static Doors To(IEnumerable<(string Name, Uri Url)> addresses) =>
        new([.. addresses.Select(address => (address.Name, new Api(address.Url, connections: 256, answerTime: AnswerTime)))]);

    public IReadOnlyList<(string Name, Api Api)> All => all;

    /// <summary>Any; another than this one, where there is one.</summary>
    public (string Name, Api Api) Pick(Random random, string? not = null)
    {
        var others = all.Where(door => door.Name != not).ToList();
        return others.Count == 0 ? all[0] : others[random.Next(others.Count)];
    }

    public void Dispose()
    {
        foreach (var (_, api) in all) api.Dispose();
    }
}

/// <summary>What people do, and whether they do anything at all.</summary>
internal sealed class Stage
{
    /// <summary>New things are said and done.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>Rooms that stay through the whole run.</summary>
    public required IReadOnlyList<Guid> Rooms { get; init; }

    /// <summary>Mean pause between two things that one window does.</summary>
    public double PauseMs { get; init; } = 250;
}

namespace Rostra.Fencing;

/// <summary>
/// Whether silos out of reach have gone on without this one, as their hearts tell Postgres while the membership table cannot be read here. A later table alone is
/// no sign: whoever had it may have died at once, or be about to end for want of others. So the heart must be seen to beat on.
/// </summary>
internal sealed class LaterTables
{
    /// <summary>Two beats are longer than such a silo lives that was cut off at the same moment as this one.</summary>
    public const int BeatsMin = 2;

    private readonly Dictionary<string, long> _first = [];

    /// <summary>The table was read, or everybody is reached: what was watched is of no account.</summary>
    public void Forget() => _first.Clear();

    /// <param name="unreached">Members, as the heartbeats name them.</param>
    /// <param name="seen">The highest version that this silo has ever seen.</param>
    public bool IsSeen(IEnumerable<Heartbeat> heartbeats, IReadOnlySet<string> unreached, long seen)
    {
        var isSeen = false;
        foreach (var heartbeat in heartbeats.Where(heartbeat => heartbeat.TableVersion > seen && unreached.Contains(heartbeat.Silo)))
        {
            _ = _first.TryAdd(heartbeat.Silo, heartbeat.Beat);
            isSeen |= heartbeat.Beat - _first[heartbeat.Silo] >= BeatsMin;
        }

        return isSeen;
    }
}

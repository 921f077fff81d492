namespace Rostra.Fencing;

/// <summary>
/// Whether a starting silo may join the cluster that the table shows. Not while somebody lives who is missing in it: the table was lost, and a second cluster
/// would begin. Whose heart does not beat while this silo looks on was left behind by a crash.
/// </summary>
internal sealed class JoinRule(TimeSpan beatMissedFor)
{
    private readonly Dictionary<string, (long Beat, TimeSpan Since)> _watched = [];
    private readonly HashSet<string> _dead = [];

    /// <summary>Whom it found dead.</summary>
    public IReadOnlyCollection<string> Dead => _dead;

    /// <param name="version">Of the table; null: there is none.</param>
    /// <param name="listed">All whom it lists, the dead among them.</param>
    /// <returns>Who is missing, and lives or may live. Nobody: join.</returns>
    public List<string> Missing(long? version, IReadOnlySet<string> listed, IEnumerable<Heartbeat> heartbeats, TimeSpan now)
    {
        List<string> missing = [];
        foreach (var heartbeat in heartbeats.Where(heartbeat => !(version >= heartbeat.TableVersion && listed.Contains(heartbeat.Silo))))
        {
            if (!_watched.TryGetValue(heartbeat.Silo, out var seen) || seen.Beat != heartbeat.Beat)
            {
                _watched[heartbeat.Silo] = seen = (heartbeat.Beat, now);
            }

            if (now - seen.Since < beatMissedFor)
            {
                _dead.Remove(heartbeat.Silo);
                missing.Add(heartbeat.Silo);
            }
            else
            {
                _dead.Add(heartbeat.Silo);
            }
        }

        return missing;
    }
}

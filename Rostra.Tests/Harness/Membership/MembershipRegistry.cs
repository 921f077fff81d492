using System.Globalization;

namespace Rostra.Testing;

/// <summary>
/// Who is in the cluster. Kept in this process but outside of the silos, as Redis keeps it in production: it survives any of them.
/// Rules as Orleans demands of a table: a row changes only by its own tag and the table's version.
/// </summary>
internal sealed class MembershipRegistry
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SiloAddress, (MembershipEntry Entry, string Tag)> _rows = [];
    private TableVersion _version = new(0, "0");
    private long _tags;

    public MembershipTableData Read(SiloAddress? only = null)
    {
        lock (_lock)
        {
            var rows = _rows.Values.Where(row => only is null || row.Entry.SiloAddress.Equals(only)).Select(row => Tuple.Create(Copy(row.Entry), row.Tag));
            return new MembershipTableData([.. rows], _version);
        }
    }

    public bool Insert(MembershipEntry entry, TableVersion version)
    {
        lock (_lock)
        {
            return !_rows.ContainsKey(entry.SiloAddress) && Put(entry, version);
        }
    }

    public bool Update(MembershipEntry entry, string tag, TableVersion version)
    {
        lock (_lock)
        {
            return _rows.TryGetValue(entry.SiloAddress, out var row) && row.Tag == tag && Put(entry, version);
        }
    }

    /// <summary>A heart-beat: outside of versions.</summary>
    public void Lives(SiloAddress silo, DateTime at)
    {
        lock (_lock)
        {
            if (_rows.TryGetValue(silo, out var row))
            {
                row.Entry.IAmAliveTime = at;
            }
        }
    }

    /// <summary>Two tables out of one: in this one <paramref name="apart"/> is dead, in the answered one all others are.</summary>
    public MembershipRegistry Split(SiloAddress apart)
    {
        var other = new MembershipRegistry();
        lock (_lock)
        {
            foreach (var (silo, (entry, _)) in _rows.ToList())
            {
                var isApart = silo.Equals(apart);
                var copy = Copy(entry);
                copy.Status = isApart ? entry.Status : SiloStatus.Dead;
                other._rows[silo] = (copy, other.NewTag());
                entry.Status = isApart ? SiloStatus.Dead : entry.Status;
                _rows[silo] = (entry, NewTag());
            }

            _version = new TableVersion(_version.Version + 1, NewTag());
            other._version = new TableVersion(_version.Version, other.NewTag());
        }

        return other;
    }

    public MembershipRegistry Copy()
    {
        var other = new MembershipRegistry();
        lock (_lock)
        {
            foreach (var (silo, (entry, tag)) in _rows)
            {
                other._rows[silo] = (Copy(entry), tag);
            }

            (other._version, other._tags) = (_version, _tags);
        }

        return other;
    }

    private bool Put(MembershipEntry entry, TableVersion version)
    {
        if (version.VersionEtag != _version.VersionEtag)
        {
            return false;
        }

        _rows[entry.SiloAddress] = (Copy(entry), NewTag());
        _version = new TableVersion(version.Version, NewTag());
        return true;
    }

    private string NewTag() => (++_tags).ToString(CultureInfo.InvariantCulture);

    private static MembershipEntry Copy(MembershipEntry entry) => new()
    {
        SiloAddress = entry.SiloAddress,
        Status = entry.Status,
        SuspectTimes = entry.SuspectTimes is { } times ? [.. times] : null,
        ProxyPort = entry.ProxyPort,
        HostName = entry.HostName,
        SiloName = entry.SiloName,
        RoleName = entry.RoleName,
        UpdateZone = entry.UpdateZone,
        FaultZone = entry.FaultZone,
        StartTime = entry.StartTime,
        IAmAliveTime = entry.IAmAliveTime,
    };
}

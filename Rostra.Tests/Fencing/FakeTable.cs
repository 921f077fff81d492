using Orleans.Clustering.Redis;

namespace Rostra.Fencing;

/// <summary>A membership table in memory, with Redis' conditions; it can be emptied, set back and made unreadable.</summary>
internal sealed class FakeTable : IMembershipTable
{
    private readonly Dictionary<SiloAddress, MembershipEntry> _rows = [];
    private int? _version;

    public bool IsUnreadable { get; set; }

    public int? Version => _version;

    public IReadOnlyDictionary<SiloAddress, MembershipEntry> Rows => _rows;

    public void Set(int version, params IEnumerable<MembershipEntry> rows)
    {
        Empty();
        _version = version;
        rows.ToList().ForEach(row => _rows[row.SiloAddress] = row);
    }

    public void Empty()
    {
        _rows.Clear();
        _version = null;
    }

    public Task InitializeMembershipTable(bool tryInitTableVersion)
    {
        _version ??= tryInitTableVersion ? 0 : null;
        return Task.CompletedTask;
    }

    public Task<MembershipTableData> ReadAll()
    {
        if (IsUnreadable)
        {
            throw new TimeoutException();
        }

        return _version is { } version
            ? Task.FromResult(new MembershipTableData([.. _rows.Values.Select(row => Tuple.Create(row, $"{version}"))], new TableVersion(version, $"{version}")))
            : throw new RedisClusteringException("The version is missing.");
    }

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => Write(entry, tableVersion, isThere: false);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => Write(entry, tableVersion, isThere: true);

    public Task UpdateIAmAlive(MembershipEntry entry) => Task.CompletedTask;

    public Task<MembershipTableData> ReadRow(SiloAddress key) => throw new NotSupportedException();

    public Task DeleteMembershipTableEntries(string clusterId) => throw new NotSupportedException();

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => throw new NotSupportedException();

    private Task<bool> Write(MembershipEntry entry, TableVersion next, bool isThere)
    {
        var isNext = _version is { } version && next.VersionEtag == $"{version}" && next.Version == version + 1 && _rows.ContainsKey(entry.SiloAddress) == isThere;
        if (isNext)
        {
            (_version, _rows[entry.SiloAddress]) = (next.Version, entry);
        }

        return Task.FromResult(isNext);
    }
}

using Orleans.Messaging;

namespace Rostra.Testing;

/// <summary>The table as one host sees it: its own way there, which a test can lead elsewhere.</summary>
internal sealed class MembershipView(MembershipRegistry registry) : IMembershipTable, IGatewayListProvider
{
    private volatile MembershipRegistry _registry = registry;

    public MembershipRegistry Registry
    {
        get => _registry;
        set => _registry = value;
    }

    public TimeSpan MaxStaleness => TimeSpan.FromSeconds(1);

    public bool IsUpdatable => true;

    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task DeleteMembershipTableEntries(string clusterId) => Task.CompletedTask;

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => Task.CompletedTask;

    public Task<MembershipTableData> ReadRow(SiloAddress key) => Ask(() => Registry.Read(key));

    public Task<MembershipTableData> ReadAll() => Ask(() => Registry.Read());

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => Ask(() => Registry.Insert(entry, tableVersion));

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => Ask(() => Registry.Update(entry, etag, tableVersion));

    public Task UpdateIAmAlive(MembershipEntry entry) => Ask(() =>
    {
        Registry.Lives(entry.SiloAddress, entry.IAmAliveTime);
        return true;
    });

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public Task<IList<Uri>> GetGateways() => Ask<IList<Uri>>(() =>
    [
        .. from row in Registry.Read().Members
           let silo = row.Item1
           where silo.Status is SiloStatus.Active && silo.ProxyPort != 0
           select SiloAddress.New(silo.SiloAddress.Endpoint.Address, silo.ProxyPort, silo.SiloAddress.Generation).ToGatewayUri(),
    ]);

    // A fault is the task's, as with a table that is asked over a wire.
    private static async Task<T> Ask<T>(Func<T> answer)
    {
        await Task.Yield();
        return answer();
    }
}


namespace Rostra.Testing;

/// <summary>What a test does to it.</summary>
public sealed partial class RostraCluster
{
    /// <summary>The silo that hosts the room now.</summary>
    public async Task<TestSilo> SiloOf(Guid roomId)
    {
        await Grains.Room(roomId).Newest(Guid.Empty, 1); // Whoever it refuses, it is awake then.
        var address = await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(Grains.Room(roomId));
        return _silos.Single(silo => silo.Address.Equals(address));
    }

    /// <summary>Kills the silo, without a goodbye, that hosts the room.</summary>
    public async Task KillSiloOf(Guid roomId) => await (await SiloOf(roomId)).Kill();

    /// <inheritdoc cref="KillSiloOf(Guid)"/>
    public Task KillSiloOf(TestRoom room) => KillSiloOf(room.Id);

    /// <summary>
    /// Splits one silo off: each side believes that the other is dead, as after a partition, and both reach Postgres. The room, which lives on the larger side,
    /// comes to life on the lonely silo, too; ask <see cref="TestSilo.Grains"/> of the two to talk to the one or the other. Both go on until the log tells one of them.
    /// </summary>
    /// <returns>The lonely silo.</returns>
    public async Task<TestSilo> ForceSecondActivation(Guid roomId)
    {
        var home = await SiloOf(roomId);
        var lonely = _silos.FirstOrDefault(silo => silo.IsUp && silo != home)
            ?? throw new InvalidOperationException("A second activation needs a second silo: start the cluster with silos: 2.");
        lonely.Parts.Membership.Registry = _membership.Split(lonely.Address);
        await Task.WhenAll(_silos.Where(silo => silo.IsUp).Select(silo => silo.LooksAtMembership()));
        await lonely.Grains.Room(roomId).Newest(Guid.Empty, 1);
        return lonely;
    }
}

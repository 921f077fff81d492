using Rostra.Testing;
using Xunit;

namespace Rostra.Faults;

/// <summary>Two silos and two gateways for all tests of a class that leave them alive.</summary>
public sealed class TwoByTwo(PostgresServer postgres) : IAsyncLifetime
{
    private static int _names;

    public RostraCluster Rostra { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Rostra = await RostraCluster.Start(postgres, silos: 2, gateways: 2);

    public Task<Person> Person(int gateway = 0) => Rostra.Person($"person {Interlocked.Increment(ref _names)}", gateway);

    public ValueTask DisposeAsync() => Rostra?.DisposeAsync() ?? ValueTask.CompletedTask;
}

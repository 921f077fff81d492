using Xunit;

namespace Rostra.Harness;

/// <summary>One host on a database of its own, for all tests of a class: <c>IClassFixture&lt;SharedHost&gt;</c>.</summary>
public sealed class SharedHost(PostgresServer postgres) : IAsyncLifetime
{
    public RostraHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await RostraHost.Start(await postgres.CreateDatabase(TestContext.Current.CancellationToken));

    public ValueTask DisposeAsync() => Host is null ? ValueTask.CompletedTask : Host.DisposeAsync();
}

using Microsoft.Extensions.DependencyInjection;
using Rostra.Hosting;
using Rostra.Testing;
using Xunit;

namespace Rostra.Operations;

/// <summary>Alone in its process, as every Rostra is: what is measured goes by the process, and others' hosts would show among it.</summary>
[CollectionDefinition(nameof(Measured), DisableParallelization = true)]
public sealed class Measured : ICollectionFixture<MeasuredHost>;

/// <summary>A Rostra in one host, with its management listener, in which two people have talked.</summary>
public sealed class MeasuredHost(PostgresServer postgres) : IAsyncLifetime
{
    private RostraCluster? _rostra;

    public Uri Management => new(_rostra!.Gateways[0].Services.GetRequiredService<ManagementListener>().Urls.Single());

    public async ValueTask InitializeAsync()
    {
        _rostra = await RostraCluster.Standalone(postgres, setup => setup.ComposeGateway = host => host.AddManagement("standalone", "http://127.0.0.1:0"));
        var (ann, bob) = (await _rostra.Person("ann"), await _rostra.Person("bob"));
        var room = await ann.CreateRoom("lobby");
        await bob.Join(room);
        await bob.Sees(await ann.Send(room, "hello"));
    }

    internal async Task<PrometheusScrape> Scrape()
    {
        using var http = new HttpClient { BaseAddress = Management };
        return new(await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken));
    }

    public ValueTask DisposeAsync() => _rostra?.DisposeAsync() ?? ValueTask.CompletedTask;
}

using System.Net;
using System.Text.Json;
using Rostra.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Rostra.Gateway;

/// <summary>One gateway and silo on a database of their own, for all tests of a class (<c>IClassFixture&lt;SharedHost&gt;</c>) or for one.</summary>
public sealed class SharedHost(PostgresServer postgres) : IAsyncLifetime
{
    private RostraCluster? _rostra;

    public TestGateway Host => _rostra!.Gateways[0];

    public string Url => Host.Url;

    public IServiceProvider Services => Host.Services;

    /// <summary>What it says of itself, from warnings up.</summary>
    public LogBook Log => _rostra!.Log;

    /// <summary>Its clock, put forward by a test.</summary>
    public ShiftedTime Time => _rostra!.Time;

    public ValueTask InitializeAsync() => Start();

    internal async ValueTask Start(Dictionary<string, string?>? settings = null) =>
        _rostra = await RostraCluster.Standalone(postgres, setup => setup.Settings = settings ?? setup.Settings);

    /// <summary>Another gateway of the same cluster, with no silo of its own; it ends with this host.</summary>
    public Task<TestGateway> AnotherGateway() => _rostra!.AddGateway();

    /// <summary>Somebody new, logged in.</summary>
    internal Task<TestAccount> Guest() => Host.Register();

    public ValueTask DisposeAsync() => _rostra?.DisposeAsync() ?? ValueTask.CompletedTask;
}

internal static class RefusedAnswers
{
    extension(HttpResponseMessage answer)
    {
        /// <summary>Asserts a refusal in the one shape of errors, and answers it.</summary>
        public async Task<JsonElement> Refused(HttpStatusCode status, string code)
        {
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            var problem = await answer.Json();
            Assert.Equal(code, problem.GetProperty("code").GetString());
            Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
            Assert.Equal("about:blank", problem.GetProperty("type").GetString());
            Assert.False(string.IsNullOrEmpty(problem.GetProperty("title").GetString()));
            return problem;
        }
    }
}

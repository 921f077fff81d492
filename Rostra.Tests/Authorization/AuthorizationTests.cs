using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rostra.Gateway;
using Rostra.Realtime;
using Rostra.Testing;
using Xunit;

namespace Rostra.Authorization;

/// <summary>Holds the gateway to the written table, endpoint by endpoint: OWASP ASVS 8.1.1, 8.2.1 and 8.2.2.</summary>
public sealed class AuthorizationTests(AuthorizationTown town) : IClassFixture<AuthorizationTown>
{
    private const string EndsTheLogin = "POST /api/auth/logout";

    public static TheoryData<string> Endpoints => [.. AuthorizationTable.Names(AuthorizationTable.Http)];

    public static TheoryData<string> Methods => [.. AuthorizationTable.Names(AuthorizationTable.Hub)];

    [Fact]
    public void Every_endpoint_has_a_line_and_every_line_an_endpoint()
    {
        var mapped = town.Gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(Names);

        Assert.Equal(AuthorizationTable.Names(AuthorizationTable.Http).Order(StringComparer.Ordinal), mapped.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_method_of_the_hub_has_a_line_and_the_hub_itself_is_shut()
    {
        var methods = typeof(ChatHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(method => method.Name);

        Assert.Equal(AuthorizationTable.Names(AuthorizationTable.Hub).Order(StringComparer.Ordinal), methods.Order(StringComparer.Ordinal));
        Assert.NotNull(typeof(ChatHub).GetCustomAttribute<AuthorizeAttribute>());
    }

    [Theory, MemberData(nameof(Endpoints))]
    public async Task An_endpoint_answers_each_as_the_table_says(string endpoint)
    {
        var scene = await town.NewScene();
        var answers = new List<string>();
        foreach (var person in AuthorizationTable.People(AuthorizationTable.Http))
        {
            var caller = town.Person(person);
            answers.Add(await Answer(endpoint, scene, caller is not null && endpoint == EndsTheLogin ? await caller.LogsInAgain() : caller));
        }

        Assert.Equal(AuthorizationTable.Row(AuthorizationTable.Http, endpoint), answers);
    }

    [Theory, MemberData(nameof(Methods))]
    public async Task A_command_answers_each_as_the_table_says(string method)
    {
        var scene = await town.NewScene();
        var answers = new List<string>();
        foreach (var person in AuthorizationTable.People(AuthorizationTable.Hub))
        {
            var answer = await (await town.Socket(person)).AskRaw(method, scene.Fill(AuthorizationTable.Sent[method]));
            answers.Add(answer.TryGetProperty("refusal", out var refusal) ? refusal.GetProperty("code").GetString()! : "ok");
        }

        Assert.Equal(AuthorizationTable.Row(AuthorizationTable.Hub, method), answers);
    }

    internal static IEnumerable<string> Names(RouteEndpoint endpoint)
    {
        var path = $"/{endpoint.RoutePattern.RawText!.Trim('/')}";
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods;
        return (methods is { Count: > 0 } some ? some : ["ANY"]).Select(method => $"{method} {path}");
    }

    private async Task<string> Answer(string endpoint, Scene scene, TestAccount? person)
    {
        var (method, path) = endpoint.Split(' ') is [var verb, var pattern] ? (new HttpMethod(verb is "ANY" ? "POST" : verb), scene.Fill(pattern)) : throw new FormatException(endpoint);
        var sent = scene.Fill(AuthorizationTable.Sent.GetValueOrDefault(endpoint, ""));
        using var request = new HttpRequestMessage(method, path + (sent.StartsWith('?') ? sent : ""));
        request.Content = sent.StartsWith('{') ? new StringContent(sent, Encoding.UTF8, "application/json") : null;
        using var answer = await (person?.Http ?? town.Nobody).SendAsync(request, TestContext.Current.CancellationToken);
        ProtectiveHeaders.AreOn(answer);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return answer.Content.Headers.ContentType?.MediaType is "application/problem+json" ? JsonElement.Parse(body).GetProperty("code").GetString()! : $"{(int)answer.StatusCode}";
    }
}

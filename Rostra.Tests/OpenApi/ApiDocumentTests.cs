using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Rostra.Architecture;
using Rostra.Gateway;
using Rostra.Hosting;
using Rostra.Realtime;
using Xunit;

namespace Rostra.OpenApi;

/// <summary>The document is complete, and the committed one is the one that is served.</summary>
public sealed class ApiDocumentTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string WriteVariable = "ROSTRA_WRITE_OPENAPI";

    private static readonly string Committed = Path.Combine(Repository.Root, "docs", "openapi.json");

    private ApiDocument Document => shared.Host.Services.GetRequiredService<ApiDocument>();

    [Fact]
    public async Task The_committed_document_is_the_one_that_is_served()
    {
        var served = await Document.Json;
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            await File.WriteAllTextAsync(Committed, served, TestContext.Current.CancellationToken);
        }

        var committed = await File.ReadAllTextAsync(Committed, TestContext.Current.CancellationToken);
        Assert.True(
            served == committed,
            $"docs/openapi.json is stale. Run this test once with {WriteVariable}=1, then: npm --prefix client/tools/openapi run generate");
    }

    [Fact]
    public async Task Every_endpoint_is_in_it()
    {
        var paths = await Paths();

        var endpoints = shared.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText is { } path && (path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/health/", StringComparison.Ordinal)))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {PathOf(endpoint.RoutePattern)}"));

        Assert.Empty(endpoints.Except(paths.SelectMany(path => path.Value!.AsObject().Select(method => $"{method.Key.ToUpperInvariant()} {path.Key}"))));
    }

    [Fact]
    public void Every_endpoint_that_reads_a_body_or_a_query_says_what_it_reads() => Assert.Empty(
        from endpoint in shared.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints
        let handler = endpoint.Metadata.GetMetadata<MethodInfo>()
        where handler is not null
        let parameters = handler.GetParameters().Select(parameter => parameter.ParameterType).ToArray()
        where (parameters.Contains(typeof(Fields)) && endpoint.Metadata.GetMetadata<BodyShape>() is null)
            || (parameters.Contains(typeof(Query)) && endpoint.Metadata.GetMetadata<QueryShape>() is null)
        select endpoint.DisplayName);

    [Fact]
    public async Task Every_command_and_every_push_is_in_it()
    {
        var commands = typeof(ChatHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(method => $"/hub/{method.Name}");

        Assert.Equal(commands.Order(), (await Paths()).Select(path => path.Key).Where(path => path.StartsWith("/hub/", StringComparison.Ordinal)).Order());
        Assert.Equal([nameof(IChatClient.Receive)], (await Json())["webhooks"]!.AsObject().Select(push => push.Key));
    }

    [Fact]
    public async Task Every_kind_of_batch_is_in_it()
    {
        var kinds = typeof(Batch).Assembly.GetTypes().Where(type => type.BaseType == typeof(Batch)).Select(type => $"#/components/schemas/{type.Name}");

        var documented = (await Json())["components"]!["schemas"]!["Batch"]!["oneOf"]!.AsArray().Select(kind => kind!["$ref"]!.GetValue<string>());

        Assert.Equal(kinds.Order(), documented.Order());
    }

    [Fact]
    public async Task Null_is_said_in_one_place_only()
    {
        var nulls = (await Json()).Objects().Where(schema => schema["type"] is JsonArray).Select(schema => schema.GetPath());

        Assert.Equal(["$.components.schemas.EditRoomRequest.properties.description"], nulls);
    }

    [Fact]
    public async Task A_cluster_s_gateway_shows_it_on_the_management_listener_and_nowhere_else()
    {
        using var http = shared.Host.Client();
        foreach (var path in new[] { ApiDocument.Path, "/metrics", "/dashboard", "/dashboard/index.html" })
        {
            await (await http.GetAsync(path, TestContext.Current.CancellationToken)).Refused(HttpStatusCode.NotFound, "notFound");
        }

        var address = new ManagementAddress { Urls = "http://127.0.0.1:0" };
        await using var listener = new ManagementListener(address, [new DocumentPage(Document)], NullLoggerFactory.Instance);
        await listener.StartAsync(TestContext.Current.CancellationToken);
        using var operations = new HttpClient { BaseAddress = new Uri(Assert.Single(listener.Urls)) };

        Assert.Equal(await Document.Json, await operations.GetStringAsync(ApiDocument.Path, TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.NotFound, (await operations.GetAsync("/api/limits", TestContext.Current.CancellationToken)).StatusCode);
        await listener.StopAsync(TestContext.Current.CancellationToken);
    }

    private static string PathOf(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        RoutePatternLiteralPart literal => literal.Content,
        _ => throw new InvalidOperationException($"{part} is not known."),
    }))));

    private async Task<JsonObject> Json() => JsonNode.Parse(await Document.Json)!.AsObject();

    private async Task<JsonObject> Paths() => (await Json())["paths"]!.AsObject();
}

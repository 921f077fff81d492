using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Rostra.OpenApi;

/// <summary>The document of everything that a client may ask and be told, over HTTP and the hub: OpenAPI 3.1, made once.</summary>
internal sealed class ApiDocument(IServiceProvider services)
{
    public const string Name = "v1";
    public const string Path = "/openapi/v1.json";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Lazy<Task<string>> _json = new(() => Make(services));

    public Task<string> Json => _json.Value;

    private static async Task<string> Make(IServiceProvider services)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync();
        document.Info = new OpenApiInfo { Title = "Rostra", Version = Name };
        var json = JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1))!.AsObject();
        Absence.Apply(json);
        Unions.Apply(json);
        RoomViews.Apply(json);
        HubPaths.Apply(json);
        Access.Apply(json);
        return json.ToJsonString(Readable) + "\n";
    }
}

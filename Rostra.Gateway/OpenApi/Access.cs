using System.Text.Json.Nodes;
using Rostra.Hosting;

namespace Rostra.OpenApi;

/// <summary>Who may ask: a bearer of an access token, but where nobody needs one. And the one shape of every refusal over HTTP.</summary>
internal static class Access
{
    private const string Scheme = "accessToken";

    public static void Apply(JsonObject document)
    {
        document.At("components")["securitySchemes"] = new JsonObject { [Scheme] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } };
        document["security"] = new JsonArray(new JsonObject { [Scheme] = new JsonArray() });

        foreach (var (path, item) in document.Paths)
        {
            foreach (var operation in item!.AsObject().Select(method => method.Value!.AsObject()))
            {
                if (new PathString(path).IsOpen)
                {
                    operation["security"] = new JsonArray();
                }

                Refuse(operation.At("responses"), isApi: path.StartsWith("/api/", StringComparison.Ordinal));
            }
        }
    }

    /// <summary>Described under one status at most, told under any.</summary>
    private static void Refuse(JsonObject responses, bool isApi)
    {
        responses.Remove("400");
        if (isApi)
        {
            responses.Add("default", new JsonObject
            {
                ["description"] = "Refused: `code` says why.",
                ["content"] = new JsonObject { [Problem.ContentType] = new JsonObject { ["schema"] = Nodes.Ref(nameof(Problem)) } },
            });
        }
    }
}

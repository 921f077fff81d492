using System.Text.Json.Nodes;

namespace Rostra.OpenApi;

/// <summary>Finding one's way in the document's JSON. What is asked for and is not there is a fault of the document.</summary>
internal static class Nodes
{
    private const string SchemaRef = "#/components/schemas/";

    extension(JsonObject document)
    {
        public JsonObject Schemas => document.At("components", "schemas");

        public JsonObject Paths => document.At("paths");

        public JsonObject At(params ReadOnlySpan<string> path)
        {
            var at = document;
            foreach (var step in path)
            {
                at = at[step]?.AsObject() ?? throw new InvalidOperationException($"The document has no {string.Join('/', path)}.");
            }

            return at;
        }

        /// <summary>The schema of a JSON body: of a request, or of an answer.</summary>
        public JsonObject Body => document.At("content", "application/json", "schema");
    }

    extension(JsonNode? node)
    {
        /// <summary>This node and everything below it, the deepest first: safe to change while going through.</summary>
        public IReadOnlyList<JsonObject> Objects()
        {
            var found = new List<JsonObject>();
            Gather(node, found);
            return found;
        }
    }

    public static JsonObject Ref(string schema) => new() { ["$ref"] = SchemaRef + schema };

    /// <summary>The name of the schema that is referred to, or null.</summary>
    public static string? Referred(JsonNode? node) => node is JsonObject schema && schema["$ref"]?.GetValue<string>() is { } target ? target[SchemaRef.Length..] : null;

    public static JsonArray List(IEnumerable<JsonNode> nodes) => [.. nodes];

    private static void Gather(JsonNode? node, List<JsonObject> found)
    {
        var children = node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (var child in children)
        {
            Gather(child, found);
        }

        if (node is JsonObject self)
        {
            found.Add(self);
        }
    }
}

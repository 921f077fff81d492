using System.Text.Json.Nodes;

namespace Rostra.OpenApi;

/// <summary>Makes of what <see cref="HubMethods"/> describes as HTTP what it is: commands with an outcome, marked <c>x-hub</c>, and pushes as webhooks.</summary>
internal static class HubPaths
{
    private const string Method = "x-hub";

    public static void Apply(JsonObject document)
    {
        var webhooks = new JsonObject();
        foreach (var (path, item) in document.Paths.ToArray())
        {
            var operation = item!["post"]?.AsObject();
            if (path.StartsWith(HubMethods.Commands, StringComparison.Ordinal))
            {
                operation![Method] = path[HubMethods.Commands.Length..];
                Answer(operation.At("responses"));
            }
            else if (path.StartsWith(HubMethods.Pushes, StringComparison.Ordinal))
            {
                operation![Method] = path[HubMethods.Pushes.Length..];
                document.Paths.Remove(path);
                webhooks.Add(path[HubMethods.Pushes.Length..], item);
            }
        }

        document["webhooks"] = webhooks;
    }

    /// <summary>Exactly one of value and refusal.</summary>
    private static void Answer(JsonObject responses)
    {
        var answer = responses.At("200");
        answer["description"] = "What came of it: the value, or the refusal.";
        var value = answer.Body.DeepClone();
        answer.At("content", "application/json")["schema"] = new JsonObject { ["oneOf"] = new JsonArray(Only("value", value), Only("refusal", Nodes.Ref(nameof(Refusal)))) };
        responses.Remove("422");
    }

    private static JsonObject Only(string name, JsonNode schema) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray(name),
        ["properties"] = new JsonObject { [name] = schema },
    };
}

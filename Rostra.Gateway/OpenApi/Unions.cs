using System.Text.Json.Nodes;
using Rostra.History;
using Rostra.Realtime;

namespace Rostra.OpenApi;

/// <summary>Writes each choice as exactly its alternatives, so that a reader in a typed language is led through them.</summary>
internal static class Unions
{
    public static void Apply(JsonObject document)
    {
        foreach (var (name, schema) in document.Schemas.ToArray())
        {
            if (schema is JsonObject { } union && union["anyOf"] is JsonArray alternatives)
            {
                Discriminated(document, name, union, alternatives);
            }
        }

        // One record in C#, whose members come in these combinations only.
        Split(document, nameof(Changes), ("ChangesInterval", ["epoch", "after", "upTo", "events", "lastSeq", "more"]), ("ChangesReset", ["epoch", "lastSeq", "reset"]));
        Split(
            document,
            nameof(CatchUpEntry),
            ("CatchUpInterval", ["roomId", "after", "upTo", "events", "more"]),
            ("CatchUpReset", ["roomId", "lastSeq", "reset"]),
            ("CatchUpGone", ["roomId", "gone"]));
        foreach (var marker in document.Objects().Where(properties => properties["properties"] is JsonObject).Select(schema => schema.At("properties")))
        {
            Mark(marker, "reset");
            Mark(marker, "gone");
            Mark(marker, "full");
        }
    }

    /// <summary>The framework names an alternative after its union, too: <c>RoomEventMemberLeft</c>.</summary>
    private static void Discriminated(JsonObject document, string name, JsonObject union, JsonArray alternatives)
    {
        var names = alternatives.Select(alternative => Nodes.Referred(alternative)!).ToArray();
        var isTold = union["discriminator"]?["mapping"] is not null;
        document.Schemas[name] = OneOf(names.Select(old => Nodes.Ref(old[name.Length..])), union);
        foreach (var old in names)
        {
            var alternative = document.Schemas.At(old);
            document.Schemas.Remove(old);
            document.Schemas.Add(old[name.Length..], alternative);
            if (isTold)
            {
                alternative["type"] = "object";
                alternative.At("properties", "type")["const"] = alternative.At("properties", "type")["enum"]!.AsArray().Single()!.DeepClone();
                alternative.At("properties", "type").Remove("enum");
                alternative["required"] = Nodes.List([JsonValue.Create("type"), .. alternative["required"]?.AsArray().Select(member => member!.DeepClone()) ?? []]);
            }
        }
    }

    private static void Split(JsonObject document, string name, params ReadOnlySpan<(string Name, string[] Members)> alternatives)
    {
        var whole = document.Schemas.At(name);
        var names = new List<JsonNode>();
        foreach (var (alternative, members) in alternatives)
        {
            document.Schemas.Add(alternative, new JsonObject
            {
                ["type"] = "object",
                ["required"] = Nodes.List(members.Select(member => JsonValue.Create(member))),
                ["properties"] = new JsonObject(members.Select(member => KeyValuePair.Create(member, (JsonNode?)whole.At("properties", member).DeepClone()))),
            });
            names.Add(Nodes.Ref(alternative));
        }

        document.Schemas[name] = OneOf(names, whole);
    }

    private static JsonObject OneOf(IEnumerable<JsonNode> alternatives, JsonObject described)
    {
        var union = new JsonObject { ["oneOf"] = Nodes.List(alternatives) };
        if (described["description"] is { } description)
        {
            union["description"] = description.DeepClone();
        }

        return union;
    }

    /// <summary>A member that is there only to say yes.</summary>
    private static void Mark(JsonObject properties, string name)
    {
        if (properties[name] is JsonObject)
        {
            properties[name] = new JsonObject { ["type"] = "boolean", ["const"] = true };
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Rostra.Rooms;

namespace Rostra.OpenApi;

/// <summary>Takes <c>null</c> out of every schema: a member without a value is absent. And the code that never leaves the cluster.</summary>
internal static class Absence
{
    /// <summary>The one member of a request in which null says something.</summary>
    private const string NullIsSaid = nameof(EditRoomRequest.Description);

    public static void Apply(JsonObject document)
    {
        foreach (var schema in document.Objects())
        {
            Strip(schema);
        }

        document.Schemas.At(nameof(RefusalCode))["enum"]!.AsArray().RemoveAll(code => code!.GetValue<string>() == "moved");
        var said = JsonNamingPolicy.CamelCase.ConvertName(NullIsSaid);
        document.Schemas.At(nameof(EditRoomRequest), "properties", said)["type"] = new JsonArray("string", "null");
    }

    private static void Strip(JsonObject schema)
    {
        if (schema["type"] is JsonArray types)
        {
            types.RemoveAll(type => type!.GetValue<string>() == "null");
            schema["type"] = types.Single()!.DeepClone();
        }

        (schema["enum"] as JsonArray)?.RemoveAll(value => value is null);

        if (schema["oneOf"] is JsonArray { Count: 2 } either && either[0] is JsonObject first && first["type"] is JsonValue type && type.GetValue<string>() == "null")
        {
            schema.Remove("oneOf");
            foreach (var (name, value) in either[1]!.AsObject())
            {
                schema[name] = value?.DeepClone();
            }
        }
    }
}

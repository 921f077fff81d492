using System.Text.Json.Nodes;
using Rostra.Realtime;
using Rostra.Rooms;

namespace Rostra.OpenApi;

/// <summary>A room has members that only one of its own is told. C# has them as optional; the document says where they are.</summary>
internal static class RoomViews
{
    private const string Mine = "MemberRoom";

    private static readonly string[] PersonalMembers = ["role", "readSeq", "unread"];

    public static void Apply(JsonObject document)
    {
        var room = document.Schemas.At(nameof(Room));
        var mine = room.DeepClone().AsObject();
        mine["required"] = Nodes.List([.. mine["required"]!.AsArray().Select(name => name!.DeepClone()), .. PersonalMembers.Select(name => JsonValue.Create(name))]);
        mine["description"] = "A room, as one of its members sees it.";
        document.Schemas.Add(Mine, mine);
        foreach (var name in PersonalMembers)
        {
            room.At("properties").Remove(name);
        }

        foreach (var operation in document.Paths.Where(path => path.Key.StartsWith("/api/", StringComparison.Ordinal)).SelectMany(path => path.Value!.AsObject()))
        {
            Show(operation.Value?["responses"]); // Whatever answers a room itself answers a member.
        }

        Show(document.Schemas[nameof(RoomJoined)]);
        Show(document.Schemas[nameof(Welcome)]);
    }

    private static void Show(JsonNode? place)
    {
        foreach (var schema in place.Objects().Where(schema => Nodes.Referred(schema) == nameof(Room)))
        {
            schema["$ref"] = Nodes.Ref(Mine)["$ref"]!.DeepClone();
        }
    }
}

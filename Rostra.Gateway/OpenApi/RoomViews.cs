using System.Text.Json.Nodes;
using Rostra.Realtime;
using Rostra.Rooms;

namespace Rostra.OpenApi;

/// <summary>A room has members that not everybody is told. C# has them as optional; the document says where they are.</summary>
internal static class RoomViews
{
    private const string Mine = "MemberRoom";
    private const string Found = "DiscoveredRoom";
    private const string JoinedMember = "joined";

    private static readonly string[] PersonalMembers = ["role", "readSeq", "unread"];
    private static readonly string[] Optional = [.. PersonalMembers, JoinedMember];

    public static void Apply(JsonObject document)
    {
        var room = document.Schemas.At(nameof(Room));
        document.Schemas.Add(Mine, View(room, "A room, as one of its members sees it.", PersonalMembers));
        document.Schemas.Add(Found, View(room, "A room, as it is found among all rooms.", [JoinedMember]));
        foreach (var name in Optional)
        {
            room.At("properties").Remove(name);
        }

        Show(document.Schemas[nameof(FoundRooms)], Found);
        foreach (var operation in document.Paths.Where(path => path.Key.StartsWith("/api/", StringComparison.Ordinal)).SelectMany(path => path.Value!.AsObject()))
        {
            Show(operation.Value?["responses"], Mine); // Whatever answers a room itself answers a member.
        }

        Show(document.Schemas[nameof(RoomJoined)], Mine);
        Show(document.Schemas[nameof(Welcome)], Mine);
    }

    /// <summary>The room with these of its optional members, which are always there then.</summary>
    private static JsonObject View(JsonObject room, string description, string[] members)
    {
        var view = room.DeepClone().AsObject();
        view["required"] = Nodes.List([.. view["required"]!.AsArray().Select(name => name!.DeepClone()), .. members.Select(name => JsonValue.Create(name))]);
        view["description"] = description;
        foreach (var name in Optional.Except(members))
        {
            view.At("properties").Remove(name);
        }

        return view;
    }

    private static void Show(JsonNode? place, string view)
    {
        foreach (var schema in place.Objects().Where(schema => Nodes.Referred(schema) == nameof(Room)))
        {
            schema["$ref"] = Nodes.Ref(view)["$ref"]!.DeepClone();
        }
    }
}

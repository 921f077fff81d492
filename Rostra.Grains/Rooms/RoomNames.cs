using Rostra.Names;

namespace Rostra.Rooms;

/// <summary>When two room names are the same name.</summary>
internal static class RoomNames
{
    public static string Key(string name) => NameKey.OfRoom(name);
}

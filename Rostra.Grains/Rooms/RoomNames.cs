namespace Rostra.Rooms;

/// <summary>When two room names are the same name.</summary>
internal static class RoomNames
{
    public static string Key(string name) => name.Normalize(System.Text.NormalizationForm.FormKC).ToUpperInvariant();
}

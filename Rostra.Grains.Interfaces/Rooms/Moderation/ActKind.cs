using System.Text.Json.Serialization;

namespace Rostra.Rooms;

/// <summary>What an owner did. Stored as numbers: append, never reorder.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ActKind>))]
public enum ActKind : short
{
    [JsonStringEnumMemberName("removed")] Removed = 1,
    [JsonStringEnumMemberName("banned")] Banned = 2,
    [JsonStringEnumMemberName("banLifted")] BanLifted = 3,
    [JsonStringEnumMemberName("muted")] Muted = 4,
    [JsonStringEnumMemberName("muteLifted")] MuteLifted = 5,
    [JsonStringEnumMemberName("slowMode")] SlowMode = 6,
    [JsonStringEnumMemberName("messageDeleted")] MessageDeleted = 7,
    [JsonStringEnumMemberName("keepDays")] KeepDays = 8,
}

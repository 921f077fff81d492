namespace Rostra.Configuration;

/// <summary>All settings there are. A test holds it to the classes that read them, and docs/settings.md to it.</summary>
internal static partial class SettingsTable
{
    /// <summary>By what they are about, in the order in which the page shows them.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<Setting> Settings)> Groups { get; } =
    [
        ("Where it listens, and what it keeps", Places),
        ("Who is let in", Doors),
        ("Limits of rooms, messages and accounts", Contents),
        ("How often somebody may do something", Allowances),
        ("What sockets may cost a gateway", Sockets),
        ("How long what is said is kept", Retention),
        ("Presence and typing", Presence),
        ("The room log", RoomLog),
        ("How soon nodes find out about each other", ClusterTimes),
        ("Fencing", Fencing),
    ];

    public static IReadOnlyList<Setting> All { get; } = [.. Groups.SelectMany(group => group.Settings)];

    /// <summary>Names of earlier versions that still may be set, and do nothing: a cluster is upgraded process by process, under one list of settings.</summary>
    public static IReadOnlyList<string> Former { get; } = [];
}

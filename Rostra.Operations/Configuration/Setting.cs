namespace Rostra.Configuration;

/// <summary>One thing that whoever runs Rostra may set.</summary>
/// <param name="Name">As in .NET's configuration, with colons; a list's names end in <c>:0</c>.</param>
/// <param name="Default">As a person would write it; empty: none.</param>
/// <param name="Meaning">One sentence for the table.</param>
/// <param name="Who">The programs that read it. All of them know all names, so that silos and gateways may be given the same environment.</param>
internal sealed record Setting(string Name, SettingKind Kind, string Default, string Meaning, Readers Who = Readers.All)
{
    /// <summary>Of whole numbers, numbers, and durations in seconds; null: more than 0.</summary>
    public double? Least { get; init; }

    public double? Most { get; init; }

    /// <summary>Of a text: the words that it may be. None: any.</summary>
    public string[] Choices { get; init; } = [];

    /// <summary>Whether a value of it must never be repeated.</summary>
    public bool IsSecret { get; init; }

    /// <summary>As an environment variable.</summary>
    public string Variable => Name.Replace(":", "__", StringComparison.Ordinal);

    public bool IsList => Name.EndsWith(":0", StringComparison.Ordinal);
}

/// <summary>What a setting's value must look like.</summary>
internal enum SettingKind
{
    Text,
    Whole,
    Number,

    /// <summary>As .NET writes them: <c>00:00:05</c>, <c>1.00:00:00</c>.</summary>
    Duration,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Switch,

    /// <summary>An absolute address with its scheme.</summary>
    Url,

    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    Urls,

    /// <summary>An IP address or a network such as <c>10.0.0.0/8</c>.</summary>
    Network,
}

[Flags]
internal enum Readers
{
    Gateway = 1,
    Silo = 2,
    Standalone = 4,
    Cluster = Gateway | Silo,
    Gateways = Gateway | Standalone,
    Silos = Silo | Standalone,
    All = Gateway | Silo | Standalone,
}

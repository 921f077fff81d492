namespace Rostra.Hosting;

/// <summary>Where operators and probes look, and nobody else. Settings <c>Rostra:Management:…</c>.</summary>
internal sealed class ManagementAddress
{
    public const string Section = "Rostra:Management";
    public const string Setting = $"{Section}:{nameof(Urls)}";

    /// <summary>Separated by semicolons; empty: no such listener.</summary>
    public string Urls { get; set; } = "";
}

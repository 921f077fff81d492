namespace Rostra.Hosting;

/// <summary>What a client may ask of this gateway. Settings <c>Rostra:Limits:…</c>.</summary>
internal sealed class GatewayLimits
{
    public int TextMax { get; set; } = 1_000;
    public int UsernameMin { get; set; } = 3;
    public int UsernameMax { get; set; } = 50;
    public int PasswordMin { get; set; } = 8;
    public int PasswordMax { get; set; } = 128;
    public int RoomNameMin { get; set; } = 3;
    public int RoomNameMax { get; set; } = 50;
    public int DescriptionMax { get; set; } = 255;
    public int PageMax { get; set; } = 100;
    public int RoomsMax { get; set; } = 1_000;
    public int BodyBytesMax { get; set; } = 32 * 1024;

    /// <summary>Count callers on this machine, too. Off, so that a person alone with their server is never kept waiting.</summary>
    public bool CountLoopback { get; set; }
}

namespace Rostra.Allowances;

/// <summary>How often one person may do what. Settings <c>Rostra:Limits:…</c>.</summary>
internal sealed class AllowanceOptions
{
    public const string Section = "Rostra:Limits";

    public int SendBurst { get; set; } = 500;
    public double SendsPerSecond { get; set; } = 50;
    public int EditBurst { get; set; } = 100;
    public double EditsPerSecond { get; set; } = 5;
    public int JoinBurst { get; set; } = 60;
    public double JoinsPerSecond { get; set; } = 1;
    public int NewRoomBurst { get; set; } = 30;
    public double NewRoomsPerMinute { get; set; } = 10;
    public int PageBurst { get; set; } = 300;
    public double PagesPerSecond { get; set; } = 30;
    public int ReadMarkBurst { get; set; } = 100;
    public double ReadMarksPerSecond { get; set; } = 10;
    public int ModerationBurst { get; set; } = 100;
    public double ModerationPerSecond { get; set; } = 1;
    public int ReportBurst { get; set; } = 10;
    public double ReportsPerMinute { get; set; } = 6;

    public (int Burst, double PerSecond) Of(Allowance kind) => kind switch
    {
        Allowance.Sends => (SendBurst, SendsPerSecond),
        Allowance.Edits => (EditBurst, EditsPerSecond),
        Allowance.Joins => (JoinBurst, JoinsPerSecond),
        Allowance.NewRooms => (NewRoomBurst, NewRoomsPerMinute / 60),
        Allowance.Pages => (PageBurst, PagesPerSecond),
        Allowance.ReadMarks => (ReadMarkBurst, ReadMarksPerSecond),
        Allowance.Moderation => (ModerationBurst, ModerationPerSecond),
        Allowance.Reports => (ReportBurst, ReportsPerMinute / 60),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

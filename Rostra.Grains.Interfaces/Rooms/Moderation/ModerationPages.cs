using Rostra.Messages;
using Rostra.Users;

namespace Rostra.Rooms;

/// <param name="Cursor">From the page before; opaque. Null: the first.</param>
[GenerateSerializer, Immutable, Alias("rostra.PageOf")]
public sealed record PageOf(string? Cursor, int Limit);

/// <summary>Somebody who cannot join.</summary>
/// <param name="Seq">The place of the act in the room's log.</param>
[GenerateSerializer, Immutable, Alias("rostra.Ban")]
public sealed record Ban(long Seq, UserRef User, UserRef By, DateTimeOffset At, string? Reason);

/// <param name="Cursor">Absent on the last page.</param>
[GenerateSerializer, Immutable, Alias("rostra.BanPage")]
public sealed record BanPage(ImmutableArray<Ban> Bans, string? Cursor);

/// <summary>Something an owner did: an entry of the room's audit.</summary>
/// <param name="Seq">Its place in the room's log.</param>
/// <param name="User">Whom it concerned; with <c>messageDeleted</c> the author, while the message is there.</param>
/// <param name="Until">With <c>muted</c>.</param>
/// <param name="MessageId">With <c>messageDeleted</c>.</param>
/// <param name="SlowModeSeconds">With <c>slowMode</c>; 0: switched off.</param>
/// <param name="KeepDays">With <c>keepDays</c>; 0: as the server says.</param>
[GenerateSerializer, Immutable, Alias("rostra.Act")]
public sealed record Act(
    long Seq, ActKind Kind, UserRef By, DateTimeOffset At, UserRef? User, DateTimeOffset? Until, long? MessageId, int? SlowModeSeconds, string? Reason,
    int? KeepDays = null);

/// <param name="Cursor">Absent on the last page.</param>
[GenerateSerializer, Immutable, Alias("rostra.ActPage")]
public sealed record ActPage(ImmutableArray<Act> Acts, string? Cursor);

/// <summary>A message that members have reported.</summary>
/// <param name="Count">Open reports of it.</param>
/// <param name="Reports">The first of them, at most <see cref="ShownMax"/>.</param>
[GenerateSerializer, Immutable, Alias("rostra.ReportedMessage")]
public sealed record ReportedMessage(Message Message, int Count, ImmutableArray<Report> Reports)
{
    public const int ShownMax = 10;
}

[GenerateSerializer, Immutable, Alias("rostra.Report")]
public sealed record Report(UserRef By, DateTimeOffset At, string? Reason);

/// <param name="Cursor">Absent on the last page.</param>
[GenerateSerializer, Immutable, Alias("rostra.ReportPage")]
public sealed record ReportPage(ImmutableArray<ReportedMessage> Messages, string? Cursor);

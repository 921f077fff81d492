using System.Text;

namespace Rostra.Rooms;

/// <summary>What names, descriptions and texts may be.</summary>
internal static class RoomRules
{
    /// <summary>A hundred years: as good as for ever.</summary>
    public const int KeepDaysMax = 36_500;

    /// <summary>The sentence that says what is wrong with a text; null: nothing.</summary>
    public static string? FaultOfText(string? text, string? faultOfForm, RoomOptions limits)
    {
        if (faultOfForm is not null || text is null)
        {
            return faultOfForm ?? "is required.";
        }
        return FaultOfForm(text) ?? CountTrimmed(text) switch
        {
            0 => "must not be blank.",
            var count when count > limits.TextMax => $"must be at most {limits.TextMax} characters long.",
            _ => null,
        };
    }

    private static string? FaultOfName(string trimmed, RoomOptions limits)
    {
        if (FaultOfForm(trimmed) is { } fault)
        {
            return fault;
        }
        var count = Count(trimmed);
        return count < limits.RoomNameMin || count > limits.RoomNameMax ? $"must be {limits.RoomNameMin} to {limits.RoomNameMax} characters long."
            : trimmed.Any(char.IsControl) ? "must not contain control characters."
            : null;
    }

    private static string? FaultOfDescription(string? trimmed, RoomOptions limits) => trimmed is null ? null
        : FaultOfForm(trimmed) is { } fault ? fault
        : Count(trimmed) > limits.DescriptionMax ? $"must be at most {limits.DescriptionMax} characters long."
        : trimmed.AsSpan().IndexOfAny('\n', '\r') >= 0 ? "must be one line."
        : null;

    /// <summary>Every bad field at once; null: both are good.</summary>
    /// <param name="name">Trimmed; null: not given.</param>
    /// <param name="description">Trimmed; null: none.</param>
    public static Refusal? FaultsOf(string? name, string? description, RoomOptions limits) => FaultsOf(name, description, null, null, limits);

    /// <param name="name">Trimmed; null: not given.</param>
    /// <param name="description">Trimmed; null: none.</param>
    /// <param name="slowModeSeconds">Null: not given.</param>
    /// <param name="keepDays">Null: not given.</param>
    public static Refusal? FaultsOf(string? name, string? description, int? slowModeSeconds, int? keepDays, RoomOptions limits)
    {
        var faults = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        if (name is not null && FaultOfName(name, limits) is { } faultOfName)
        {
            faults["name"] = [faultOfName];
        }
        if (FaultOfDescription(description, limits) is { } faultOfDescription)
        {
            faults["description"] = [faultOfDescription];
        }
        if (slowModeSeconds < 0 || slowModeSeconds > limits.SlowModeSecondsMax)
        {
            faults["slowModeSeconds"] = [$"must be 0 to {limits.SlowModeSecondsMax}."];
        }
        if (keepDays is < 0 or > KeepDaysMax)
        {
            faults["keepDays"] = [$"must be 0 to {KeepDaysMax}."];
        }
        return faults.Count == 0 ? null : new Refusal(RefusalCode.Invalid, "Some fields are not valid.", faults.ToImmutable());
    }

    /// <summary>A reason is like a description.</summary>
    public static Refusal? FaultOfReason(string? reason, RoomOptions limits) =>
        FaultOfDescription(TrimLine(reason), limits) is { } fault ? Refusal.Invalid("reason", fault) : null;

    public static Refusal? FaultOfMute(DateTimeOffset? until, string? reason, DateTimeOffset now, RoomOptions limits) =>
        until <= now || until - now > limits.MuteMax ? Refusal.Invalid("until", $"must be later than now, and at most {limits.MuteMax.TotalDays:0.##} days.")
        : FaultOfReason(reason, limits);

    /// <summary>Blank is none.</summary>
    public static string? TrimDescription(string? description) => TrimLine(description);

    /// <inheritdoc cref="TrimDescription"/>
    public static string? TrimLine(string? line) => string.IsNullOrWhiteSpace(line) ? null : line.Trim();

    // The database can hold neither; the gateway refuses both at the door, and a grain does not rely on that.
    private static string? FaultOfForm(string text)
    {
        if (text.Contains('\0'))
        {
            return "must not contain U+0000.";
        }
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return "must not contain a lone surrogate.";
            }
            rest = rest[length..];
        }
        return null;
    }

    private static int CountTrimmed(string text) => Count(text.AsSpan().Trim());

    private static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }
        return count;
    }
}

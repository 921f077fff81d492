namespace Rostra.Testing;

/// <summary>
/// The clock of a host, put forward or back by a test. Only what it says changes: timers stay real, so that Orleans and Kestrel go on as they are.
/// </summary>
/// <param name="basis">Another such clock that this one follows; null: the machine's.</param>
public sealed class ShiftedTime(TimeProvider? basis = null) : TimeProvider
{
    private readonly TimeProvider _basis = basis ?? System;
    private long _shiftTicks;

    public override DateTimeOffset GetUtcNow() => _basis.GetUtcNow().AddTicks(Interlocked.Read(ref _shiftTicks));

    public void Skip(TimeSpan time) => Interlocked.Add(ref _shiftTicks, time.Ticks);
}

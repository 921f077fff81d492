namespace Rostra.Harness;

/// <summary>The real clock, put forward by a test. Timers stay real, so that Orleans and Kestrel go on as they are.</summary>
public sealed class ShiftedTime : TimeProvider
{
    private long _shiftTicks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _shiftTicks));

    public void Skip(TimeSpan time) => Interlocked.Add(ref _shiftTicks, time.Ticks);
}

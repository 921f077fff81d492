namespace Rostra.Crash;

/// <summary>Holds one client's view against the interval rule, and its end against a fresh reading.</summary>
internal static class ViewCheck
{
    public static IEnumerable<Finding> Check(ClientView view, RoomReading reading) => Joins(view, reading.OtherNumbers > 0).Concat(End(view, reading));

    /// <param name="mayCollapse">A batch may be a page that the gateway fetched for itself, and then shows a message with two changes once.</param>
    private static IEnumerable<Finding> Joins(ClientView view, bool mayCollapse)
    {
        long known = 0;
        foreach (var step in view.Steps)
        {
            if (!step.IsReset && step.After > known) yield return new(Violation.Lost, $"{view.Client} knew {known} and applied what follows {step.After}");
            if (step.IsLive && !mayCollapse && !IsDense(step)) yield return new(Violation.OutOfOrder, $"{view.Client} received {step.After}…{step.UpTo} with a hole or out of order");
            if (!Ascends(step)) yield return new(Violation.OutOfOrder, $"{view.Client} knows {step.After}…{step.UpTo} out of order");
            known = step.IsReset ? step.UpTo : Math.Max(known, step.UpTo);
        }
    }

    private static IEnumerable<Finding> End(ClientView view, RoomReading reading)
    {
        var known = view.Steps.Count == 0 ? 0 : view.Steps.Max(step => step.UpTo);
        if (known != reading.LastSeq) yield return new(Violation.Lost, $"{view.Client} knows {view.Room} up to {known}, its head is {reading.LastSeq}");

        var fresh = reading.Messages.DistinctBy(message => message.Id).ToDictionary(message => message.Id);
        foreach (var message in view.Messages)
        {
            if (!fresh.Remove(message.Id, out var other)) yield return new(Violation.Differing, $"{view.Client} shows {message.Id}, which a fresh reading does not");
            else if (other != message) yield return new(Violation.Differing, $"{view.Client} shows {message}, a fresh reading {other}");
        }

        foreach (var missing in fresh.Keys) yield return new(Violation.Lost, $"{view.Client} does not show {missing}");
    }

    private static bool IsDense(ViewStep step)
    {
        var awaited = step.After;
        return step.Events.All(@event => @event.Seq == ++awaited) && awaited == step.UpTo;
    }

    private static bool Ascends(ViewStep step)
    {
        var last = step.After;
        foreach (var @event in step.Events)
        {
            if (@event.Seq <= last || @event.Seq > step.UpTo) return false;
            last = @event.Seq;
        }

        return true;
    }
}

namespace Rostra.Crash;

internal enum Violation
{
    Lost,
    Doubled,
    OutOfOrder,
    Differing,
}

/// <summary>Something that Rostra promises never to do.</summary>
internal sealed record Finding(Violation Violation, string What);

/// <summary>Holds a history against the promises: what was acknowledged is there, once, in order, and everybody saw the same.</summary>
internal static class HistoryCheck
{
    public static IReadOnlyList<Finding> Check(Transcript transcript)
    {
        var findings = new List<Finding>();
        var readings = transcript.Readings.ToDictionary(reading => reading.Room);
        foreach (var reading in transcript.Readings) findings.AddRange(Reading(reading));
        foreach (var sends in transcript.Sends.GroupBy(sent => sent.Room)) findings.AddRange(Sends(sends, readings[sends.Key]));
        foreach (var ofOne in transcript.Sends.GroupBy(sent => (sent.Client, sent.Room))) findings.AddRange(OrderOfSends(ofOne));
        foreach (var view in transcript.Views) findings.AddRange(ViewCheck.Check(view, readings[view.Room]));
        foreach (var views in transcript.Views.GroupBy(view => view.Room)) findings.AddRange(Places([.. views], readings[views.Key]));
        return findings;
    }

    private static IEnumerable<Finding> Reading(RoomReading reading)
    {
        long last = 0;
        foreach (var message in reading.Messages)
        {
            if (message.Id <= last) yield return new(Violation.OutOfOrder, $"room {reading.Room}: {message.Id} is read after {last}");
            if (message.Id > reading.LastSeq) yield return new(Violation.OutOfOrder, $"room {reading.Room}: {message.Id} is above the head {reading.LastSeq}");
            last = message.Id;
        }

        foreach (var copies in reading.Messages.GroupBy(message => (message.Author, message.ClientId)).Where(copies => copies.Count() > 1))
        {
            yield return new(Violation.Doubled, $"room {reading.Room}: {copies.Key.ClientId} is there {copies.Count()} times");
        }
    }

    private static IEnumerable<Finding> Sends(IEnumerable<Sent> sends, RoomReading reading)
    {
        var stored = reading.Messages.ToLookup(message => message.ClientId);
        foreach (var sent in sends.Where(sent => sent.Acks.Count > 0))
        {
            var ids = sent.Acks.Select(ack => ack.Id).Distinct().ToArray();
            if (ids.Length > 1) yield return new(Violation.Doubled, $"{sent.Client}: {sent.ClientId} was acknowledged as {string.Join(" and as ", ids)}");
            if (sent.Acks.Count(ack => !ack.Duplicate) > 1) yield return new(Violation.Doubled, $"{sent.Client}: {sent.ClientId} was new more than once");

            var message = stored[sent.ClientId].FirstOrDefault(message => message.Id == ids[0]);
            if (message is null) yield return new(Violation.Lost, $"{sent.Client}: {sent.ClientId} was acknowledged as {ids[0]} and is not there");
            else if (message.Text != sent.Text || sent.Acks.Any(ack => ack.Text != sent.Text)) yield return new(Violation.Differing, $"{sent.Client}: {sent.ClientId} has another text");
        }
    }

    private static IEnumerable<Finding> OrderOfSends(IEnumerable<Sent> sends)
    {
        long last = 0;
        foreach (var sent in sends.Where(sent => sent.Acks.Count > 0).OrderBy(sent => sent.Order))
        {
            var id = sent.Acks[0].Id;
            if (id <= last) yield return new(Violation.OutOfOrder, $"{sent.Client}: send {sent.Order} is {id}, the one before it {last}");
            last = Math.Max(id, last);
        }
    }

    /// <summary>Each number of the room is one event, the same for all who saw it; none is missing.</summary>
    private static IEnumerable<Finding> Places(ClientView[] views, RoomReading reading)
    {
        var posted = reading.Messages.DistinctBy(message => message.Id).ToDictionary(message => message.Id, message => message.ClientId);
        var seen = new HashSet<long>(posted.Keys);
        foreach (var (view, step) in views.SelectMany(view => view.Steps.Select(step => (view, step))))
        {
            foreach (var @event in step.Events)
            {
                seen.Add(@event.Seq);
                var isOther = step.IsLive && @event.ClientId is { } clientId && posted.TryGetValue(@event.Seq, out var kept) && kept != clientId;
                if (isOther) yield return new(Violation.OutOfOrder, $"{view.Client} saw another message at {@event.Seq} of {view.Room}");
            }
        }

        var missing = reading.LastSeq - seen.Count(seq => seq <= reading.LastSeq);
        if (missing > reading.OtherNumbers) yield return new(Violation.Lost, $"room {reading.Room}: {missing} numbers up to {reading.LastSeq} are nothing that anybody saw");
    }
}

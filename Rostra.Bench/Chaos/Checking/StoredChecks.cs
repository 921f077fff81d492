namespace Rostra.Chaos;

/// <summary>What the log itself must be: I1 to I4, I12 and I13.</summary>
internal static class StoredChecks
{
    /// <summary>I1: every acknowledged send is in the log, at its place, with its sender, name and text; what an answer showed as a message's last change is a change of it.</summary>
    public static void Durable(Material material, Findings findings)
    {
        foreach (var story in material.Stories.Values)
        {
            if (material.Truth(story.Room) is not { IsFromTables: true } truth) continue;
            foreach (var ack in story.Acks)
            {
                findings.Look();
                var kept = truth.At(ack.End!.Seq ?? 0);
                var isKept = kept is { Kind: EntryKind.Posted } && kept.User == story.User && kept.Cid == story.Cid;
                if (!isKept) findings.Violated("an acknowledged message is not in the log at its place", ack, kept ?? (object)$"log[{ack.End.Seq}] is nothing");
            }
        }

        foreach (var change in new[] { Op.Edit, Op.Delete, Op.React }.SelectMany(material.Of).Where(change => change.IsOk))
        {
            if (material.Truth(change.Invoke.Room) is not { IsFromTables: true } truth || change.End!.Seq is not { } seq) continue;
            findings.Look();
            var kept = truth.At(seq);
            if (kept?.Id != change.Invoke.Id) findings.Violated("an acknowledged change is not in the log", change, kept ?? (object)$"log[{seq}] is nothing");
        }
    }

    /// <summary>I2: a sender's name for a message occurs once, and every acknowledgement of it tells one place.</summary>
    public static void Once(Material material, Findings findings)
    {
        foreach (var truth in material.Rooms.Values)
        {
            var first = new Dictionary<(Guid?, Guid?), LogEntry>();
            foreach (var entry in truth.Log.Where(entry => entry is { Kind: EntryKind.Posted, Cid: not null }))
            {
                findings.Look();
                if (!first.TryAdd((entry.User, entry.Cid), entry)) findings.Violated("a message is in the log twice", first[(entry.User, entry.Cid)], entry);
            }
        }

        foreach (var story in material.Stories.Values)
        {
            findings.Look();
            var ack = story.Ack;
            var other = story.Acks.FirstOrDefault(one => one.End!.Seq != ack!.End!.Seq);
            if (other is not null) findings.Violated("one message was acknowledged at two places", ack, other);
        }
    }

    /// <summary>I3: nothing is in the log that nobody sent, and nothing that was definitely refused.</summary>
    public static void NoPhantom(Material material, Findings findings)
    {
        foreach (var truth in material.Rooms.Values.Where(truth => truth.IsFromTables))
        {
            foreach (var entry in truth.Log.Where(entry => entry.Kind == EntryKind.Posted))
            {
                findings.Look();
                var story = material.Stories.GetValueOrDefault((truth.Id, entry.User ?? default, entry.Cid ?? default));
                if (story is null) findings.Violated("the log has a message that nobody sent", entry, "no send of this author under this client id");
                else if (story.IsRefused) findings.Violated("a message that was refused is in the log", story.Attempts[^1], entry);
                else if (!entry.Deleted && !Texts.MayBe(material, truth, story, entry.Hash)) findings.Violated("a message has a text that its author never gave it", entry, story.First);
            }
        }
    }

    /// <summary>I4: the log's numbers are 1…n, each once.</summary>
    public static void Dense(Material material, Findings findings)
    {
        foreach (var truth in material.Rooms.Values.Where(truth => truth.IsFromTables))
        {
            long last = 0;
            LogEntry? before = null;
            foreach (var entry in truth.Log)
            {
                findings.Look();
                if (entry.Seq == last) findings.Violated($"room {truth.Id} has two entries under one number", before, entry);
                else if (entry.Seq != last + 1) findings.Violated($"room {truth.Id} has a hole", before ?? (object)"the log begins", entry);
                (last, before) = (entry.Seq, entry);
            }

            if (last != truth.Room.Head) findings.Violated($"room {truth.Id}: the head is not the last entry", before, $"head = {truth.Room.Head}");
        }
    }

    /// <summary>I12: whoever did something was a member when it was done.</summary>
    public static void RightToWrite(Material material, Findings findings)
    {
        foreach (var truth in material.Rooms.Values.Where(truth => truth.IsWhole))
        {
            foreach (var entry in truth.Log.Where(entry => entry.Kind != EntryKind.Joined && entry.Actor is not null))
            {
                findings.Look();
                if (truth.IsMember(entry.Actor!.Value, entry.Seq - 1)) continue;
                findings.Violated("somebody who was no member has written", entry, LastStint(truth, entry.Actor.Value, entry.Seq));
            }
        }
    }

    /// <summary>I13: nothing follows a room's end, and no change of a message follows its deletion.</summary>
    public static void Final(Material material, Findings findings)
    {
        foreach (var truth in material.Rooms.Values)
        {
            LogEntry? end = null;
            var deleted = new Dictionary<long, LogEntry>();
            foreach (var entry in truth.Log)
            {
                if (end is not null) findings.Violated("something follows a room's end", end, entry);
                if (entry.Id is { } id && deleted.TryGetValue(id, out var deletion)) findings.Violated("a deleted message has changed", deletion, entry);
                if (entry.Kind == EntryKind.RoomDeleted) end = entry;
                if (entry is { Kind: EntryKind.Deleted, Id: { } gone }) deleted.TryAdd(gone, entry);
                if (entry.Kind is EntryKind.RoomDeleted or EntryKind.Deleted) findings.Look();
            }
        }
    }

    public static string LastStint(RoomTruth truth, Guid user, long seq) =>
        truth.Stints(user).LastOrDefault(stint => stint.From <= seq) is { From: > 0 } stint
            ? $"{user} is a member from {stint.From} to {(stint.To == long.MaxValue ? "the end" : stint.To.ToString(System.Globalization.CultureInfo.InvariantCulture))}"
            : $"{user} is never a member before {seq}";
}

/// <summary>Which texts a message may have: its first body's, or one that an edit gave it.</summary>
internal static class Texts
{
    public static bool MayBe(Material material, RoomTruth truth, Story? story, long? hash) =>
        story is null || story.MayHave(hash) || EditsOf(material, truth, story).Any(edit => edit.Invoke.Hash == hash && !edit.IsRefused);

    private static IEnumerable<Operation> EditsOf(Material material, RoomTruth truth, Story story) =>
        story.Acks.Select(ack => ack.End!.Seq).Concat(truth.PlacesOf(story.User, story.Cid)).Distinct()
            .SelectMany(id => material.Edits[(story.Room, id ?? 0)]);
}

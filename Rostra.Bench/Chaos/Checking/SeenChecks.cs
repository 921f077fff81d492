namespace Rostra.Chaos;

/// <summary>What clients saw, held against the log and against each other: I5, I11 and I15.</summary>
internal static class SeenChecks
{
    /// <summary>I5: whatever a client was shown is what the log has there, and two who saw the same version of a message saw the same.</summary>
    public static void Agreement(Material material, Findings findings)
    {
        var versions = new Dictionary<(Guid, long, long), (SeenEvent Seen, HistoryLine Where)>();
        foreach (var (line, seen) in Seen(material))
        {
            findings.Look();
            var room = line.Room!.Value;
            if (seen is { Id: { } id, Changed: { } changed })
            {
                if (!versions.TryAdd((room, id, changed), (seen, line)) && !IsSame(versions[(room, id, changed)].Seen, seen))
                {
                    var other = versions[(room, id, changed)];
                    findings.Violated("one version of a message was shown in two ways", other.Where, other.Seen, line, seen);
                }
            }

            if (material.Truth(room) is { IsFromTables: true } truth) HoldAgainst(truth, line, seen, material, findings);
        }
    }

    /// <summary>I11: nothing reaches somebody who was not a member at its place, but for their own removal.</summary>
    public static void NoLeak(Material material, Findings findings)
    {
        foreach (var line in material.Lines.Where(line => line is { User: not null, Room: not null, Events.Count: > 0 } && IsShown(line)))
        {
            if (material.Truth(line.Room) is not { IsWhole: true } truth) continue;
            var user = line.User!.Value;
            foreach (var seen in line.Events!)
            {
                findings.Look();
                var newest = Math.Max(seen.Seq, seen.Changed ?? 0);
                var mayKnow = line.Source == Source.Live && line.Op == Op.Recv
                    ? (truth.IsMember(user, seen.Seq) || truth.IsMember(user, line.UpTo ?? seen.Seq) || truth.IsRemovalOf(user, seen.Seq)) && MayKnow(truth, user, newest)
                    : MayKnow(truth, user, newest);
                if (!mayKnow) findings.Violated("somebody who was no member was shown something", line, seen, StoredChecks.LastStint(truth, user, newest));
            }
        }
    }

    /// <summary>I15: no number of a room ever stood for two things, in whatever was acknowledged, announced or kept; a refused commit had been overtaken.</summary>
    public static void Fenced(Material material, Findings findings)
    {
        var places = new Dictionary<(Guid, long), (Guid? Cid, object Where)>();
        foreach (var story in material.Stories.Values)
        {
            foreach (var ack in story.Acks) Claim(story.Room, ack.End!.Seq ?? 0, story.Cid, ack);
        }

        foreach (var (line, seen) in Seen(material).Where(seen => seen.Line is { Op: Op.Recv, Source: Source.Live }))
        {
            Claim(line.Room!.Value, seen.Seq, seen.Kind == EntryKind.Posted && seen.Seq == seen.Id ? seen.Cid : null, line);
        }

        foreach (var refused in material.Lines.Where(line => line is { Op: Op.Fenced, Seq: not null }))
        {
            findings.Look();
            if (material.Truth(refused.Room) is { IsFromTables: true } truth && truth.At(refused.Seq!.Value + 1) is null) findings.Violated("a commit was refused as stale, and nobody had written", refused, $"log[{refused.Seq + 1}] is nothing");
        }

        void Claim(Guid room, long seq, Guid? cid, object where)
        {
            findings.Look();
            if (!places.TryAdd((room, seq), (cid, where)) && places[(room, seq)].Cid != cid) findings.Violated($"number {seq} of room {room} stands for two things", places[(room, seq)].Where, where);
        }
    }

    private static void HoldAgainst(RoomTruth truth, HistoryLine line, SeenEvent seen, Material material, Findings findings)
    {
        var kept = truth.At(seen.Seq);
        if (seen.Id is not { } id)
        {
            if (kept is null || kept.Kind != seen.Kind || (seen.User is not null && kept.User != seen.User)) findings.Violated("an event is not what the log has at its place", line, seen, kept);
            return;
        }

        var message = truth.At(id);
        var change = truth.At(seen.Changed ?? id);
        if (message is not { Kind: EntryKind.Posted } || message.Cid != seen.Cid || message.User != seen.User) findings.Violated("a message was shown that the log does not have there", line, seen, message ?? (object)$"log[{id}] is nothing");
        else if (change?.Id != id) findings.Violated("a message was shown in a version that the log does not have", line, seen, change ?? (object)$"log[{seen.Changed}] is nothing");
        else if (line is { Op: Op.Recv, Source: not Source.Reset } && kept?.Id != id) findings.Violated("an event stands where the log has something else", line, seen, kept ?? (object)$"log[{seen.Seq}] is nothing");
        else if (seen.Changed == message.Changed && (seen.Hash, seen.Deleted) != (message.Hash, message.Deleted)) findings.Violated("a message was shown otherwise than it is", line, seen, message);
        else if (seen.Deleted != WasDeleted(truth, message, seen.Changed ?? id)) findings.Violated("a deletion was not shown at its place", line, seen, message);
        else if (!seen.Deleted && !Texts.MayBe(material, truth, material.Stories.GetValueOrDefault((truth.Id, seen.User ?? default, seen.Cid ?? default)), seen.Hash)) findings.Violated("a message was shown with a text that its author never gave it", line, seen);
    }

    private static bool WasDeleted(RoomTruth truth, LogEntry message, long version) =>
        message.Deleted && truth.At(version) is { Kind: EntryKind.Deleted };

    private static bool MayKnow(RoomTruth truth, Guid user, long seq) => truth.IsMember(user, seq) || truth.IsRemovalOf(user, seq) || truth.ComesBackAfter(user, seq);

    private static bool IsSame(SeenEvent one, SeenEvent other) => (one.Hash, one.Deleted, one.Cid, one.User, one.Reactions) == (other.Hash, other.Deleted, other.Cid, other.User, other.Reactions);

    private static bool IsShown(HistoryLine line) => line.Op is Op.Recv or Op.History && line.Phase is Phase.Ok or Phase.Info;

    private static IEnumerable<(HistoryLine Line, SeenEvent Seen)> Seen(Material material)
    {
        foreach (var line in material.Lines.Where(line => line is { Room: not null, Events.Count: > 0 } && IsShown(line)))
        {
            foreach (var seen in line.Events!) yield return (line, seen);
        }
    }
}

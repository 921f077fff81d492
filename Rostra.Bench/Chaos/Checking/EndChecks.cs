namespace Rostra.Chaos;

/// <summary>How it must end: I17 to I19.</summary>
internal static class EndChecks
{
    /// <summary>I17: no process outgrows its cap, nor any of its queues, and none ends with more open, or waiting, than it had when the load began.</summary>
    public static void Bounded(Material material, Findings findings)
    {
        foreach (var process in material.Lines.Where(line => line.Op == Op.Usage).GroupBy(line => line.Client))
        {
            var uses = process.OrderBy(line => line.T).ToList();
            findings.Look(uses.Count);
            if (uses.MaxBy(line => line.Seq) is { } largest && largest.Seq > material.Facts.ResidentBytesMax) findings.Violated($"{process.Key} used more than {material.Facts.ResidentBytesMax:N0} bytes", uses[0], largest);

            // One that was started on the way has no such beginning.
            var (first, last) = (uses.Find(line => line.T > material.LoadAt), uses[^1]);
            var wasThere = uses[0].T <= material.LoadAt;
            if (wasThere && last.T > material.FinalAt && first is not null && last.Top > first.Top + material.Facts.HandlesMore) findings.Violated($"{process.Key} ends with more handles open than it had", first, last);
        }

        foreach (var queue in material.Lines.Where(line => line is { Op: Op.Queue, Code: not null }).GroupBy(line => (line.Client, Code: line.Code!)))
        {
            var looks = queue.OrderBy(line => line.T).ToList();
            findings.Look(looks.Count);
            if (looks.MaxBy(line => line.Seq) is { } fullest && fullest.Seq > QueueLimits.All[queue.Key.Code]) findings.Violated($"more waited in {queue.Key.Client} than its limit", looks[0], fullest);
            if (looks[^1] is var last && last.T > material.FinalAt && last.Seq > QueueLimits.Quiet(queue.Key.Code)) findings.Violated($"something still waits in {queue.Key.Client} when all is quiet", looks[0], last);
        }
    }

    /// <summary>I18: some seconds after the last fault every send is acknowledged, everybody connected is up to date, and who is here is right.</summary>
    public static void Live(Material material, Findings findings)
    {
        if (material.HealedAt == long.MaxValue) return;
        var well = material.HealedAt + (long)(material.Facts.RecoverySeconds * 1e6);
        foreach (var (story, send) in material.Stories.Values.SelectMany(story => story.Attempts, (story, send) => (story, send)).Where(one => one.send.Begun > well && one.send.Begun < material.FinalAt).OrderBy(one => one.send.Begun))
        {
            findings.Look();
            if (!send.IsOk && !HasNoPlace(send) && !FindsNoPlaceLater(story, send)) findings.Violated("a send failed when everything was well again", send, $"healed at {material.HealedAt / 1e6:F3} s");
        }

        foreach (var client in material.Clients) UpToDate(material, client, findings);
        foreach (var look in material.Lines.Where(line => line is { Op: Op.Presence, Phase: not Phase.Invoke } && line.T > material.HealedAt))
        {
            findings.Look();
            if (look.Phase != Phase.Ok) findings.Violated("who is here did not settle", look, look.Code);
        }
    }

    /// <summary>I19: what a client holds after all it was told equals a fresh load, and both equal the tables; the table of members is the log, folded.</summary>
    public static void StateIsFold(Material material, Findings findings)
    {
        var views = new Dictionary<Guid, (long Messages, long Members)>();
        foreach (var truth in material.Rooms.Values.Where(truth => truth.IsFromTables))
        {
            findings.Look();
            views[truth.Id] = (Digest.OfMessages(truth.Log.Where(entry => entry.Kind == EntryKind.Posted).Select(Show)), Digest.OfMembers(truth.MembersAtEnd));
            var table = truth.Room.Members.Where(stint => stint.Left is null).Select(stint => stint.User).ToHashSet();
            if (truth.MembersAtEnd.FirstOrDefault(user => !table.Contains(user)) is var missing && missing != default) findings.Violated("the log has a member that the table has not", $"room {truth.Id}", missing);
            if (table.Except(truth.MembersAtEnd).FirstOrDefault() is var extra && extra != default) findings.Violated("the table has a member that the log has not", $"room {truth.Id}", extra);
        }

        foreach (var view in material.Lines.Where(line => line is { Op: Op.View, Phase: Phase.Ok, Room: not null }))
        {
            findings.Look();
            if (view.Hash != view.Fresh) findings.Violated("a client's view is not what a fresh load shows", [view, .. view.Events ?? []]);
            else if (views.TryGetValue(view.Room!.Value, out var table) && Digest.Together(table.Messages, table.Members) != view.Fresh) findings.Violated("a fresh load is not what the tables have", view, $"the tables' hash is {Digest.Together(table.Messages, table.Members)}");
        }
    }

    /// <summary>The author has left the room, or it is gone.</summary>
    private static bool HasNoPlace(Operation send) => send.IsRefused && send.End!.Code is "notMember" or "roomNotFound";

    /// <summary>
    /// Of a try that was not answered nobody knows whether it was kept, so that a repeat which finds its author out of the room is told <c>busy</c>, which claims nothing, and only a later one
    /// how it is. What ends otherwise has failed.
    /// </summary>
    private static bool FindsNoPlaceLater(Story story, Operation send) => send.IsRefused && send.End!.Code == "busy" && HasNoPlace(story.Attempts[^1]);

    private static void UpToDate(Material material, ClientLines client, Findings findings)
    {
        var known = new Dictionary<Guid, HistoryLine>();
        var isConnected = false;
        Guid? user = null;
        foreach (var line in client.Lines.Where(line => line.T < material.FinalAt))
        {
            user ??= line.User;
            if (line.Op == Op.Connect && line.Phase == Phase.Ok) isConnected = true;
            if (line.Op == Op.Close) isConnected = false;
            if (line is { Op: Op.Recv, Phase: Phase.Ok, Room: { } room, UpTo: not null }) known[room] = line;
        }

        if (!isConnected || user is not { } who || material.FinalAt == long.MaxValue) return;
        foreach (var (room, last) in known)
        {
            if (material.Truth(room) is not { IsFromTables: true } truth || !truth.IsMember(who, truth.Head)) continue;
            findings.Look();
            if (last.UpTo < truth.Head) findings.Violated("a connected client is not up to date when everything was quiet", last, truth.Log[^1]);
        }
    }

    private static SeenEvent Show(LogEntry entry) => new(entry.Seq, EntryKind.Posted)
    {
        Id = entry.Seq,
        Cid = entry.Cid,
        User = entry.User,
        Hash = entry.Hash,
        Deleted = entry.Deleted,
        Changed = entry.Changed,
        Reactions = entry.Reactions,
    };
}

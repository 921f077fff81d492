using System.Diagnostics;
using Rostra.Hosting;
using Rostra.Rooms.Log;

namespace Rostra.Rooms;

/// <summary>
/// The one loop that changes a room: refuse, decide, keep, apply, announce, answer; always in that order. One commit in flight: what queues up meanwhile
/// is decided together, against what is kept.
/// </summary>
internal sealed class RoomLoop(RoomState room, IRoomLog log, RoomReader reader, TimeProvider time, Action<RoomDraft, long> announce)
{
    /// <summary>Another activation has written: this one knows nothing any more.</summary>
    public bool IsOvertaken { get; private set; }

    /// <summary>Ends when every command is answered or refused.</summary>
    public async Task Settle(List<Command> commands)
    {
        var findings = Findings.None;
        while (commands.Count > 0)
        {
            if (IsOvertaken)
            {
                commands.ForEach(command => command.Refuse(Refusals.Moved));
                return;
            }
            if (commands[0] is RoomCreation create)
            {
                await Create(create);
                commands = commands[1..];
                continue;
            }
            findings = await Look(commands, findings);
            var draft = new RoomDraft(room, findings, time.GetUtcNow());
            var (decided, later) = Decide(draft, commands);

            using var span = draft.IsEmpty ? null : Instruments.Below("rostra.commit", ActivityKind.Internal, decided.Select(command => command.Trace));
            Planted.Mistake("ack-before-commit", () => decided.ForEach(command => command.Answer()));
            Planted.Crash("before_commit");
            var outcome = draft.IsEmpty ? CommitOutcome.Kept.Value : await log.Append(draft.ToCommit());
            switch (outcome)
            {
                case CommitOutcome.Kept:
                    Keep(draft);
                    findings = findings with { ById = findings.ById.SetItems(draft.MessageChanges.Select(message => KeyValuePair.Create(message.Id, message))) };
                    decided.ForEach(command => command.Answer());
                    break;
                case CommitOutcome.Duplicate duplicate:
                    findings = Merge(findings, await reader.Find(room.Id, [], [.. duplicate.Known.Select(known => known.Key)]));
                    later = commands;
                    break;
                case CommitOutcome.Rejected when decided.Count > 1:
                    // One row spoils the commit: halve, until its command is alone and the others are kept.
                    await Settle(decided[..(decided.Count / 2)]);
                    await Settle(decided[(decided.Count / 2)..]);
                    break;
                default:
                    IsOvertaken |= outcome is CommitOutcome.Stale;
                    decided.ForEach(command => command.Refuse(RefusalFor(outcome)));
                    break;
            }
            commands = later;
        }
    }

    private async Task Create(RoomCreation create)
    {
        if (room.Row is null && create.ToRow(time.GetUtcNow()) is var row)
        {
            var outcome = await log.Create(room.Id, Guid.CreateVersion7(), row);
            if (outcome is not CommitOutcome.Kept)
            {
                IsOvertaken |= outcome is CommitOutcome.Stale;
                create.Refuse(RefusalFor(outcome));
                return;
            }
            room.Begin(row, create.Asked.By);
            create.Made(room, existed: false);
        }
        else
        {
            create.Made(room, existed: true);
        }
    }

    private void Keep(RoomDraft draft)
    {
        if (draft.IsEmpty)
        {
            return;
        }
        Planted.Crash("after_commit_before_ack");
        var before = room.LastSeq;
        room.Apply(draft);
        announce(draft, before); // Announced only once kept: nobody sees what a crash could lose.
    }

    private static (List<Command> Decided, List<Command> Later) Decide(RoomDraft draft, List<Command> commands)
    {
        var decided = new List<Command>(commands.Count);
        for (var i = 0; i < commands.Count; i++)
        {
            var command = commands[i];
            if ((command.GoesAlone && i > 0) || !command.Decide(draft))
            {
                return (decided, commands[i..]);
            }
            decided.Add(command);
            if (command.GoesAlone)
            {
                return (decided, commands[(i + 1)..]);
            }
        }
        return (decided, []);
    }

    /// <summary>Reads what the commands are about and memory does not hold. Nothing read before this await is used after it but the room itself.</summary>
    private async Task<Findings> Look(List<Command> commands, Findings known)
    {
        var ids = commands
            .Where(command => command.AboutMessage is { } id && room.Recent.Find(id) is null)
            .Select(command => command.AboutMessage!.Value)
            .ToHashSet();
        var keys = commands
            .Where(command => command.Posts is { } post && MayBeRefused(post))
            .Select(command => new MessageKey(command.Posts!.By.Id, command.Posts.ClientId))
            .Where(key => room.Recent.Find(key) is null && !known.Looked.Contains(key))
            .ToHashSet();
        var people = commands.Where(command => command.AboutPerson is { } id && !room.Members.ContainsKey(id) && !known.People.ContainsKey(id));
        foreach (var id in people.Select(command => command.AboutPerson!.Value).ToHashSet())
        {
            known = known with { People = known.People.SetItem(id, await reader.Person(id)) };
        }
        // Messages that are no longer in memory are read anew for every commit: an earlier one of this round may have changed them.
        return ids.Count == 0 && keys.Count == 0 ? known : Merge(known, await reader.Find(room.Id, ids, keys));
    }

    private bool MayBeRefused(Messages.PostMessage post) =>
        room.IsThere && (post.RetryAfterMs is not null || !room.Members.TryGetValue(post.By.Id, out var member) || member.MutedUntil is not null
            || room.Sanctions.Spoke(post.By.Id) is not null || RoomRules.FaultOfText(post.Text, post.TextFault, room.Options) is not null);

    private static Findings Merge(Findings known, Findings found) => new(
        known.ById.SetItems(found.ById), known.IdByKey.SetItems(found.IdByKey), known.Looked.Union(found.Looked), known.People.SetItems(found.People));

    private static Refusal RefusalFor(CommitOutcome outcome) => outcome switch
    {
        CommitOutcome.Stale => Refusals.Moved,
        CommitOutcome.NameTaken => Refusals.RoomNameTaken,
        CommitOutcome.Rejected => Refusals.Unstorable,
        _ => Refusals.Busy,
    };
}

using Npgsql;
using NpgsqlTypes;

namespace Rostra.Rooms.Log;

/// <summary>Sends commits of many rooms in one statement and reads the answer for each.</summary>
internal static partial class AppendStatement
{
    /// <summary>Room id to outcome; no outcome for a room whose head another transaction holds.</summary>
    public static async Task<Dictionary<Guid, CommitOutcome?>> Run(
        NpgsqlConnection connection, IReadOnlyList<RoomCommit> commits, bool postsOnly, CancellationToken cancellation)
    {
        var sql = postsOnly ? AppendSql.Posts : AppendSql.Everything;
        Planted.Mistake("no-unique-key", () => sql = sql.Replace("and not exists (select from known k where k.room_id = a.room_id)", "", StringComparison.Ordinal));
        Planted.Mistake("no-expected-seq", () => sql = sql.Replace("h.last_seq = a.expected", "true", StringComparison.Ordinal));
        await using var command = new NpgsqlCommand(sql, connection);
        AddHeads(command.Parameters, commits);
        AddPosted(command.Parameters, commits);
        if (!postsOnly)
        {
            AddMessageChanges(command.Parameters, commits);
            AddMembers(command.Parameters, commits);
            AddRooms(command.Parameters, commits);
            AddActs(command.Parameters, commits);
        }

        await command.PrepareAsync(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var byRoom = commits.ToDictionary(commit => commit.RoomId);
        var outcomes = new Dictionary<Guid, CommitOutcome?>(commits.Count);
        while (await reader.ReadAsync(cancellation))
        {
            var roomId = reader.GetGuid(0);
            outcomes[roomId] = Read(reader, byRoom[roomId]);
        }
        return outcomes;
    }

    private static CommitOutcome? Read(NpgsqlDataReader row, RoomCommit commit)
    {
        if (!row.GetBoolean(1))
        {
            return null;
        }
        // The commit id first: a commit sent again after an unknown outcome finds its own work, and that is not an overtaking.
        if (row.GetBoolean(4) || row.GetGuid(3) == commit.CommitId)
        {
            return CommitOutcome.Kept.Value;
        }
        var head = row.GetInt64(2);
        // The head is the expected one, and no client id is known: a message that the commit changes has been removed since (docs/decisions/0132).
        return head == commit.ExpectedSeq && !row.IsDBNull(5) ? ReadKnown(row) : new CommitOutcome.Stale(head);
    }

    private static CommitOutcome.Duplicate ReadKnown(NpgsqlDataReader row)
    {
        var clients = row.GetFieldValue<Guid[]>(5);
        var authors = row.GetFieldValue<Guid[]>(6);
        var ids = row.GetFieldValue<long[]>(7);
        return new CommitOutcome.Duplicate([.. ids.Select((id, i) => new KnownMessage(new MessageKey(authors[i], clients[i]), id))]);
    }

    private static void AddHeads(NpgsqlParameterCollection to, IReadOnlyList<RoomCommit> commits)
    {
        to.Add(Array("rooms", NpgsqlDbType.Uuid, commits, c => c.RoomId));
        to.Add(Array("expected", NpgsqlDbType.Bigint, commits, c => c.ExpectedSeq));
        to.Add(Array("new_seqs", NpgsqlDbType.Bigint, commits, c => c.NewSeq));
        to.Add(Array("commits", NpgsqlDbType.Uuid, commits, c => c.CommitId));
        to.Add(Array("message_ats", NpgsqlDbType.TimestampTz, commits, c => c.LastMessageAt));
        to.Add(Array("member_counts", NpgsqlDbType.Integer, commits, c => c.MemberCount));
    }

    private static void AddPosted(NpgsqlParameterCollection to, IReadOnlyList<RoomCommit> commits)
    {
        var rows = Flatten(commits, c => c.Posted);
        to.Add(Array("p_rooms", NpgsqlDbType.Uuid, rows, r => r.RoomId));
        to.Add(Array("p_ids", NpgsqlDbType.Bigint, rows, r => r.Row.Id));
        to.Add(Array("p_clients", NpgsqlDbType.Uuid, rows, r => r.Row.ClientId));
        to.Add(Array("p_authors", NpgsqlDbType.Uuid, rows, r => r.Row.AuthorId));
        to.Add(Array("p_texts", NpgsqlDbType.Text, rows, r => r.Row.Text));
        to.Add(Array("p_sents", NpgsqlDbType.TimestampTz, rows, r => r.Row.SentAt));
        to.Add(Array("p_edits", NpgsqlDbType.TimestampTz, rows, r => r.Row.EditedAt));
        to.Add(Array("p_deletes", NpgsqlDbType.TimestampTz, rows, r => r.Row.DeletedAt));
        to.Add(Array("p_changed", NpgsqlDbType.Bigint, rows, r => r.Row.ChangedSeq));
    }

    private static void AddMessageChanges(NpgsqlParameterCollection to, IReadOnlyList<RoomCommit> commits)
    {
        var changed = Flatten(commits, c => c.Changed);
        to.Add(Array("c_rooms", NpgsqlDbType.Uuid, changed, r => r.RoomId));
        to.Add(Array("c_ids", NpgsqlDbType.Bigint, changed, r => r.Row.Id));
        to.Add(Array("c_texts", NpgsqlDbType.Text, changed, r => r.Row.Text));
        to.Add(Array("c_edits", NpgsqlDbType.TimestampTz, changed, r => r.Row.EditedAt));
        to.Add(Array("c_deletes", NpgsqlDbType.TimestampTz, changed, r => r.Row.DeletedAt));
        to.Add(Array("c_changed", NpgsqlDbType.Bigint, changed, r => r.Row.ChangedSeq));

        var log = Flatten(commits, c => c.Changes);
        to.Add(Array("l_rooms", NpgsqlDbType.Uuid, log, r => r.RoomId));
        to.Add(Array("l_seqs", NpgsqlDbType.Bigint, log, r => r.Row.Seq));
        to.Add(Array("l_kinds", NpgsqlDbType.Smallint, log, r => (short)r.Row.Kind));
        to.Add(Array("l_messages", NpgsqlDbType.Bigint, log, r => r.Row.MessageId));
        to.Add(Array("l_users", NpgsqlDbType.Uuid, log, r => r.Row.UserId));
        to.Add(Array("l_actors", NpgsqlDbType.Uuid, log, r => r.Row.Actor));
        to.Add(Array("l_ats", NpgsqlDbType.TimestampTz, log, r => r.Row.At));

        var added = Flatten(commits, c => c.ReactionsAdded);
        to.Add(Array("ra_rooms", NpgsqlDbType.Uuid, added, r => r.RoomId));
        to.Add(Array("ra_messages", NpgsqlDbType.Bigint, added, r => r.Row.MessageId));
        to.Add(Array("ra_emojis", NpgsqlDbType.Smallint, added, r => r.Row.Emoji));
        to.Add(Array("ra_users", NpgsqlDbType.Uuid, added, r => r.Row.UserId));
        to.Add(Array("ra_seqs", NpgsqlDbType.Bigint, added, r => r.Row.Seq));

        // A cleared message is a removal without an emoji: all of them.
        (Guid RoomId, long MessageId, short? Emoji, Guid? UserId)[] removed =
        [
            .. Flatten(commits, c => c.ReactionsRemoved).Select(r => (r.RoomId, r.Row.MessageId, (short?)r.Row.Emoji, (Guid?)r.Row.UserId)),
            .. Flatten(commits, c => c.ReactionsCleared).Select(r => (r.RoomId, r.Row, (short?)null, (Guid?)null)),
        ];
        to.Add(Array("rr_rooms", NpgsqlDbType.Uuid, removed, r => r.RoomId));
        to.Add(Array("rr_messages", NpgsqlDbType.Bigint, removed, r => r.MessageId));
        to.Add(Array("rr_emojis", NpgsqlDbType.Smallint, removed, r => r.Emoji));
        to.Add(Array("rr_users", NpgsqlDbType.Uuid, removed, r => r.UserId));
    }

    private static void AddMembers(NpgsqlParameterCollection to, IReadOnlyList<RoomCommit> commits)
    {
        var joined = Flatten(commits, c => c.Joined);
        to.Add(Array("j_rooms", NpgsqlDbType.Uuid, joined, r => r.RoomId));
        to.Add(Array("j_users", NpgsqlDbType.Uuid, joined, r => r.Row.UserId));
        to.Add(Array("j_seqs", NpgsqlDbType.Bigint, joined, r => r.Row.JoinedSeq));
        to.Add(Array("j_roles", NpgsqlDbType.Smallint, joined, r => (short)r.Row.Role));
        to.Add(Array("j_changed", NpgsqlDbType.Bigint, joined, r => r.Row.ChangedSeq));
        to.Add(Array("j_ats", NpgsqlDbType.TimestampTz, joined, r => r.Row.JoinedAt));
        to.Add(Array("j_mutes", NpgsqlDbType.TimestampTz, joined, r => r.Row.MutedUntil));

        var changed = Flatten(commits, c => c.MembersChanged);
        to.Add(Array("k_rooms", NpgsqlDbType.Uuid, changed, r => r.RoomId));
        to.Add(Array("k_users", NpgsqlDbType.Uuid, changed, r => r.Row.UserId));
        to.Add(Array("k_joins", NpgsqlDbType.Bigint, changed, r => r.Row.JoinedSeq));
        to.Add(Array("k_lefts", NpgsqlDbType.Bigint, changed, r => r.Row.LeftSeq));
        to.Add(Array("k_roles", NpgsqlDbType.Smallint, changed, r => (short)r.Row.Role));
        to.Add(Array("k_changed", NpgsqlDbType.Bigint, changed, r => r.Row.ChangedSeq));
        to.Add(Array("k_mutes", NpgsqlDbType.TimestampTz, changed, r => r.Row.MutedUntil));
    }

    private static void AddRooms(NpgsqlParameterCollection to, IReadOnlyList<RoomCommit> commits)
    {
        (Guid RoomId, RoomRow Row)[] rooms = [.. commits.Where(c => c.Room is not null).Select(c => (c.RoomId, c.Room!))];
        to.Add(Array("n_rooms", NpgsqlDbType.Uuid, rooms, r => r.RoomId));
        to.Add(Array("n_names", NpgsqlDbType.Text, rooms, r => r.Row.Name));
        to.Add(Array("n_keys", NpgsqlDbType.Text, rooms, r => r.Row.NameKey));
        to.Add(Array("n_descriptions", NpgsqlDbType.Text, rooms, r => r.Row.Description));
        to.Add(Array("n_owners", NpgsqlDbType.Uuid, rooms, r => r.Row.OwnerId));
        to.Add(Array("n_changed", NpgsqlDbType.Bigint, rooms, r => r.Row.ChangedSeq));
        to.Add(Array("n_deletes", NpgsqlDbType.TimestampTz, rooms, r => r.Row.DeletedAt));
        to.Add(Array("n_slows", NpgsqlDbType.Integer, rooms, r => r.Row.SlowModeSeconds));
        to.Add(Array("n_slow_seqs", NpgsqlDbType.Bigint, rooms, r => r.Row.SlowModeSeq));
        to.Add(Array("n_keep_days", NpgsqlDbType.Integer, rooms, r => r.Row.KeepDays));
    }

    private static (Guid RoomId, TRow Row)[] Flatten<TRow>(IReadOnlyList<RoomCommit> commits, Func<RoomCommit, ImmutableArray<TRow>> rows) =>
        [.. commits.SelectMany(commit => rows(commit).Select(row => (commit.RoomId, row)))];

    private static NpgsqlParameter<TValue[]> Array<TRow, TValue>(string name, NpgsqlDbType type, IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }
        return new NpgsqlParameter<TValue[]>(name, NpgsqlDbType.Array | type) { TypedValue = values };
    }
}

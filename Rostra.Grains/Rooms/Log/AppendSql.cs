namespace Rostra.Rooms.Log;

/// <summary>
/// The one place where a seq is taken: a statement that moves the heads of many rooms at once, each from the seq its commit expects, and answers per room.
/// One round trip, no BEGIN, and it never waits for another's lock on a room: such rooms are skipped and told so.
/// </summary>
internal static class AppendSql
{
    // READ COMMITTED: a row locked here is its newest version, even when that was committed after the statement's snapshot was taken. The look for
    // client ids does use the snapshot; what it can miss was committed since, by somebody who then moved the head, so the expected seq refuses it.
    // The lateral limit keeps that look one index probe a message, whatever the planner thought of the table when it was still empty.
    private const string Held = """
        with
        asked as materialized (
            select * from unnest(@rooms, @expected, @new_seqs, @commits, @message_ats, @member_counts)
                as t (room_id, expected, new_seq, commit_id, message_at, member_count)),
        held as materialized (
            select h.room_id, h.last_seq, h.last_commit, h.trimmed_seq from rostra.room_heads h
            where h.room_id = any (@rooms) order by h.room_id for no key update skip locked),
        posted as materialized (
            select * from unnest(@p_rooms, @p_ids, @p_clients, @p_authors, @p_texts, @p_sents, @p_edits, @p_deletes, @p_changed)
                as t (room_id, id, client_id, author_id, text, sent_at, edited_at, deleted_at, changed_seq)),
        known as materialized (
            select p.room_id, p.client_id, p.author_id, m.id
            from posted p cross join lateral (
                select m.id from rostra.messages m
                where m.client_id = p.client_id and m.author_id = p.author_id and m.room_id = p.room_id limit 1) m)
        """;

    private const string Ready = """
        ,
        ready as materialized (
            select a.* from asked a join held h on h.room_id = a.room_id
            where h.last_seq = a.expected and not exists (select from known k where k.room_id = a.room_id)),

        """;

    // As Ready. What has been removed from the log is not changed any more: the activation that still remembers it starts anew.
    private const string ReadyUntrimmed = """
        ,
        ready as materialized (
            select a.* from asked a join held h on h.room_id = a.room_id
            where h.last_seq = a.expected and not exists (select from known k where k.room_id = a.room_id)
                and not exists (select from unnest(@c_rooms, @c_ids) as c (room_id, id) where c.room_id = a.room_id and c.id <= h.trimmed_seq)),

        """;

    private const string Heads = """
        heads as (
            update rostra.room_heads h
            set last_seq = r.new_seq, last_commit = r.commit_id, last_message_at = r.message_at, member_count = r.member_count
            from ready r where h.room_id = r.room_id),
        new_messages as (
            insert into rostra.messages (room_id, id, client_id, author_id, text, sent_at, edited_at, deleted_at, changed_seq)
            select p.room_id, p.id, p.client_id, p.author_id, p.text, p.sent_at, p.edited_at, p.deleted_at, p.changed_seq
            from posted p join ready r on r.room_id = p.room_id)
        """;

    // A sender has read what they answer: their mark moves with the send. Ordered, so that two rooms never wait for each other's marks.
    private const string AuthorsMarks = """
        ,
        marks as (
            insert into rostra.read_marks (user_id, room_id, seq)
            select p.author_id, p.room_id, max(p.id) from posted p join ready r on r.room_id = p.room_id
            group by p.author_id, p.room_id order by 2, 1
            on conflict (user_id, room_id) do update set seq = greatest(read_marks.seq, excluded.seq))
        """;

    // As AuthorsMarks; whoever joins starts at their joining. One statement must touch a mark once, so both come together.
    private const string OtherChanges = """
        ,
        marks as (
            insert into rostra.read_marks (user_id, room_id, seq)
            select user_id, room_id, max(seq) from (
                select author_id as user_id, room_id, id as seq from posted
                union all
                select j.user_id, j.room_id, j.joined_seq
                from unnest(@j_rooms, @j_users, @j_seqs) as j (room_id, user_id, joined_seq)) m
            where room_id in (select room_id from ready)
            group by user_id, room_id order by 2, 1
            on conflict (user_id, room_id) do update set seq = greatest(read_marks.seq, excluded.seq)),
        changed_messages as (
            update rostra.messages m
            set text = c.text, edited_at = c.edited_at, deleted_at = c.deleted_at, changed_seq = c.changed_seq
            from unnest(@c_rooms, @c_ids, @c_texts, @c_edits, @c_deletes, @c_changed)
                as c (room_id, id, text, edited_at, deleted_at, changed_seq)
            join ready r on r.room_id = c.room_id
            where m.room_id = c.room_id and m.id = c.id),
        log as (
            insert into rostra.changes (room_id, seq, kind, message_id, user_id, actor, at)
            select l.* from unnest(@l_rooms, @l_seqs, @l_kinds, @l_messages, @l_users, @l_actors, @l_ats)
                as l (room_id, seq, kind, message_id, user_id, actor, at)
            join ready r on r.room_id = l.room_id),
        reactions_added as (
            insert into rostra.reactions (room_id, message_id, emoji, user_id, seq)
            select a.* from unnest(@ra_rooms, @ra_messages, @ra_emojis, @ra_users, @ra_seqs) as a (room_id, message_id, emoji, user_id, seq)
            join ready r on r.room_id = a.room_id),
        reactions_removed as (
            delete from rostra.reactions x
            using unnest(@rr_rooms, @rr_messages, @rr_emojis, @rr_users) as d (room_id, message_id, emoji, user_id), ready r
            where r.room_id = d.room_id and x.room_id = d.room_id and x.message_id = d.message_id
              and (d.emoji is null or x.emoji = d.emoji and x.user_id = d.user_id)),
        joined as (
            insert into rostra.members (room_id, user_id, joined_seq, role, changed_seq, joined_at, muted_until)
            select j.* from unnest(@j_rooms, @j_users, @j_seqs, @j_roles, @j_changed, @j_ats, @j_mutes)
                as j (room_id, user_id, joined_seq, role, changed_seq, joined_at, muted_until)
            join ready r on r.room_id = j.room_id),
        members_changed as (
            update rostra.members m
            set left_seq = k.left_seq, role = k.role, changed_seq = k.changed_seq, muted_until = k.muted_until
            from unnest(@k_rooms, @k_users, @k_joins, @k_lefts, @k_roles, @k_changed, @k_mutes)
                as k (room_id, user_id, joined_seq, left_seq, role, changed_seq, muted_until)
            join ready r on r.room_id = k.room_id
            where m.room_id = k.room_id and m.user_id = k.user_id and m.joined_seq = k.joined_seq),
        rooms_changed as (
            update rostra.rooms x
            set name = n.name, name_key = n.name_key, description = n.description, owner_id = n.owner_id,
                changed_seq = n.changed_seq, deleted_at = n.deleted_at, slow_mode_seconds = n.slow_mode_seconds, slow_mode_seq = n.slow_mode_seq, keep_days = n.keep_days
            from unnest(@n_rooms, @n_names, @n_keys, @n_descriptions, @n_owners, @n_changed, @n_deletes, @n_slows, @n_slow_seqs, @n_keep_days)
                as n (room_id, name, name_key, description, owner_id, changed_seq, deleted_at, slow_mode_seconds, slow_mode_seq, keep_days)
            join ready r on r.room_id = n.room_id
            where x.id = n.room_id),
        acted as (
            insert into rostra.acts (room_id, seq, kind, until, seconds, reason, days)
            select a.* from unnest(@a_rooms, @a_seqs, @a_kinds, @a_untils, @a_seconds, @a_reasons, @a_days) as a (room_id, seq, kind, until, seconds, reason, days)
            join ready r on r.room_id = a.room_id),
        banned as (
            insert into rostra.bans (room_id, user_id, seq)
            select b.* from unnest(@b_rooms, @b_users, @b_seqs) as b (room_id, user_id, seq)
            join ready r on r.room_id = b.room_id),
        unbanned as (
            delete from rostra.bans x
            using unnest(@u_rooms, @u_users) as u (room_id, user_id), ready r
            where r.room_id = u.room_id and x.room_id = u.room_id and x.user_id = u.user_id)
        """;

    private const string Answer = """

        select a.room_id, h.room_id is not null as held, h.last_seq, h.last_commit, r.room_id is not null as done, k.clients, k.authors, k.ids
        from asked a
        left join held h on h.room_id = a.room_id
        left join ready r on r.room_id = a.room_id
        left join (
            select room_id, array_agg(client_id) as clients, array_agg(author_id) as authors, array_agg(id) as ids
            from known group by room_id) k on k.room_id = a.room_id
        """;

    /// <summary>For commits of new messages only.</summary>
    public const string Posts = Held + Ready + Heads + AuthorsMarks + Answer;

    /// <summary>For every other commit.</summary>
    public const string Everything = Held + ReadyUntrimmed + Heads + OtherChanges + Answer;

    /// <summary>A room's first commit: it has no head yet that could be held.</summary>
    public const string Create = """
        with
        room as (
            insert into rostra.rooms (id, name, name_key, description, owner_id, maker_id, created_at, changed_seq)
            values (@room, @name, @key, @description, @owner, @owner, @at, 1)),
        head as (
            insert into rostra.room_heads (room_id, last_seq, last_commit, member_count) values (@room, 1, @commit, 1)),
        member as (
            insert into rostra.members (room_id, user_id, joined_seq, role, changed_seq, joined_at) values (@room, @owner, 1, @role, 1, @at)),
        mark as (
            insert into rostra.read_marks (user_id, room_id, seq) values (@owner, @room, 1) on conflict (user_id, room_id) do update set seq = 1)
        insert into rostra.changes (room_id, seq, kind, user_id, actor, at) values (@room, 1, @kind, @owner, @owner, @at)
        """;
}

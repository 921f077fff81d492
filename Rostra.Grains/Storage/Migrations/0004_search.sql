-- Search in a room: by the room, by English stem, and by any three characters in a row, in any case. Expressions, because a stored column would double the heap.
-- What is new waits in a list that a background task empties every second; a commit would do it only beyond 64 MB. The extensions are made sure of before any
-- migration, wherever in the database they are.
do $$
begin
    execute format(
        'create index messages_search on rostra.messages using gin (room_id, to_tsvector(''english'', text), upper(text collate "und-x-icu") %I.gin_trgm_ops) with (gin_pending_list_limit = 65536)',
        (select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm'));
end $$;

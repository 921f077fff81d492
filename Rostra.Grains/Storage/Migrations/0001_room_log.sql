-- The room log: messages and changes together are each room's log, 1..n without a hole.
create schema if not exists rostra;

create table rostra.meta (
    key   text primary key,
    value text not null
);
-- Names this database's life; a restore gives another, so that clients drop what they remember.
insert into rostra.meta (key, value) values ('epoch', gen_random_uuid()::text);

create table rostra.rooms (
    id          uuid primary key,
    name        text        not null,
    name_key    text        not null,
    description text,
    owner_id    uuid        not null,
    maker_id    uuid        not null,
    created_at  timestamptz not null,
    changed_seq bigint      not null,
    deleted_at  timestamptz,
    erased_at   timestamptz
);
create unique index rooms_name on rostra.rooms (name_key) where deleted_at is null;
create index rooms_to_erase on rostra.rooms (id) where deleted_at is not null and erased_at is null;

-- The head of each room's log. Narrow and half empty, nothing indexed but the key, so that every update stays in its page (HOT).
create table rostra.room_heads (
    room_id         uuid primary key,
    last_seq        bigint not null,
    last_commit     uuid   not null,
    last_message_at timestamptz,
    member_count    int    not null
) with (fillfactor = 50);

-- One row a stint: a rejoin is a new one.
create table rostra.members (
    room_id     uuid        not null,
    user_id     uuid        not null,
    joined_seq  bigint      not null,
    left_seq    bigint,
    role        smallint    not null,
    changed_seq bigint      not null,
    joined_at   timestamptz not null,
    primary key (room_id, user_id, joined_seq)
);
create unique index members_open on rostra.members (user_id, room_id) where left_seq is null;

create table rostra.read_marks (
    user_id uuid   not null,
    room_id uuid   not null,
    seq     bigint not null,
    primary key (user_id, room_id)
) with (fillfactor = 70);

create table rostra.messages (
    room_id     uuid        not null,
    id          bigint      not null,
    client_id   uuid        not null,
    author_id   uuid        not null,
    text        text        not null,
    sent_at     timestamptz not null,
    edited_at   timestamptz,
    deleted_at  timestamptz,
    changed_seq bigint      not null,
    primary key (room_id, id)
) with (fillfactor = 90);
-- De-duplication for ever. The client id first: UUIDv7 ids append.
create unique index messages_client on rostra.messages (client_id, author_id, room_id);

-- Every durable change that is not a new message. message_id or user_id says what it is about.
create table rostra.changes (
    room_id    uuid        not null,
    seq        bigint      not null,
    kind       smallint    not null,
    message_id bigint,
    user_id    uuid,
    actor      uuid        not null,
    at         timestamptz not null,
    primary key (room_id, seq)
);

create table rostra.reactions (
    room_id    uuid     not null,
    message_id bigint   not null,
    emoji      smallint not null,
    user_id    uuid     not null,
    seq        bigint   not null,
    primary key (room_id, message_id, emoji, user_id)
);

-- Erasing a deleted room finds its marks by the room.
create index read_marks_room on rostra.read_marks (room_id);

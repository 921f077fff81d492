-- What an owner does about people and messages. Each act has its place in the room's log (changes: who, whom, when); acts says what the log's thin rows do not.
create table rostra.acts (
    room_id uuid     not null,
    seq     bigint   not null,
    kind    smallint not null,
    until   timestamptz,
    seconds int,
    reason  text,
    primary key (room_id, seq)
);

-- Who may not come back. seq: the act that says by whom, when and why.
create table rostra.bans (
    room_id uuid   not null,
    user_id uuid   not null,
    seq     bigint not null,
    primary key (room_id, user_id)
);

-- A mute belongs to a stint, and goes on in the next.
alter table rostra.members add column muted_until timestamptz;
create index members_muted on rostra.members (room_id) where muted_until is not null;

-- Slow mode counts messages after the seq at which it was set.
alter table rostra.rooms add column slow_mode_seconds int not null default 0, add column slow_mode_seq bigint not null default 0;

-- What members say about messages; of no concern to the log, because only the owner sees it.
create table rostra.reports (
    room_id     uuid        not null,
    message_id  bigint      not null,
    reporter_id uuid        not null,
    reason      text,
    at          timestamptz not null default now(),
    closed_at   timestamptz,
    closed_by   uuid,
    primary key (room_id, message_id, reporter_id)
);
create index reports_open on rostra.reports (room_id, message_id) where closed_at is null;

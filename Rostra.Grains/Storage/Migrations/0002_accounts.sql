-- People. A name is taken on its key (NFKC, case folded) and on what it looks like (UTS #39); both are made by the silo.
create table rostra.users (
    id            uuid primary key,
    username      text        not null,
    name_key      text        not null,
    name_skeleton text        not null,
    email         text        not null,
    password      text        not null,
    created_at    timestamptz not null
);
create unique index users_name on rostra.users (name_key);
create unique index users_skeleton on rostra.users (name_skeleton);
create unique index users_email on rostra.users (email);

-- Logins, for their owner to list. Which refresh cookie is good is the session grain's state.
create table rostra.sessions (
    id         uuid primary key,
    user_id    uuid        not null,
    created_at timestamptz not null,
    used_at    timestamptz not null,
    device     text,
    address    text,
    ended_at   timestamptz
);
create index sessions_user on rostra.sessions (user_id) where ended_at is null;

-- What a Rostra of schema 0010_retention leaves behind: pg_dump --inserts of its schema, with some data. Never changed; docs/operations.md, Upgrading.

CREATE SCHEMA rostra;

SET check_function_bodies = false;

CREATE FUNCTION rostra.empty_search_list() RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$ select gin_clean_pending_list('rostra.messages_search') $$;

CREATE TABLE rostra.acts (
    room_id uuid NOT NULL,
    seq bigint NOT NULL,
    kind smallint NOT NULL,
    until timestamp with time zone,
    seconds integer,
    reason text,
    days integer
);

CREATE TABLE rostra.bans (
    room_id uuid NOT NULL,
    user_id uuid NOT NULL,
    seq bigint NOT NULL
);

CREATE TABLE rostra.changes (
    room_id uuid NOT NULL,
    seq bigint NOT NULL,
    kind smallint NOT NULL,
    message_id bigint,
    user_id uuid,
    actor uuid NOT NULL,
    at timestamp with time zone NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0.02', autovacuum_vacuum_threshold='5000');

CREATE TABLE rostra.grain_state (
    service_id text NOT NULL,
    grain_type text NOT NULL,
    id_n0 bigint NOT NULL,
    id_n1 bigint NOT NULL,
    id_ext text NOT NULL,
    version integer NOT NULL,
    payload bytea,
    changed_at timestamp with time zone NOT NULL
);

CREATE TABLE rostra.members (
    room_id uuid NOT NULL,
    user_id uuid NOT NULL,
    joined_seq bigint NOT NULL,
    left_seq bigint,
    role smallint NOT NULL,
    changed_seq bigint NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    muted_until timestamp with time zone
);

CREATE TABLE rostra.messages (
    room_id uuid NOT NULL,
    id bigint NOT NULL,
    client_id uuid NOT NULL,
    author_id uuid NOT NULL,
    text text NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    edited_at timestamp with time zone,
    deleted_at timestamp with time zone,
    changed_seq bigint NOT NULL
)
WITH (fillfactor='90', autovacuum_vacuum_scale_factor='0.02', autovacuum_vacuum_threshold='5000');

CREATE TABLE rostra.meta (
    key text NOT NULL,
    value text NOT NULL
);

CREATE TABLE rostra.orleansquery (
    querykey text NOT NULL,
    querytext text NOT NULL
);

CREATE TABLE rostra.passes (
    hash bytea NOT NULL,
    kind smallint NOT NULL,
    user_id uuid,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE rostra.reactions (
    room_id uuid NOT NULL,
    message_id bigint NOT NULL,
    emoji smallint NOT NULL,
    user_id uuid NOT NULL,
    seq bigint NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0.02', autovacuum_vacuum_threshold='5000');

CREATE TABLE rostra.read_marks (
    user_id uuid NOT NULL,
    room_id uuid NOT NULL,
    seq bigint NOT NULL
)
WITH (fillfactor='70');

CREATE TABLE rostra.reports (
    room_id uuid NOT NULL,
    message_id bigint NOT NULL,
    reporter_id uuid NOT NULL,
    reason text,
    at timestamp with time zone DEFAULT now() NOT NULL,
    closed_at timestamp with time zone,
    closed_by uuid
);

CREATE TABLE rostra.room_heads (
    room_id uuid NOT NULL,
    last_seq bigint NOT NULL,
    last_commit uuid NOT NULL,
    last_message_at timestamp with time zone,
    member_count integer NOT NULL,
    trimmed_seq bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE rostra.rooms (
    id uuid NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    description text,
    owner_id uuid NOT NULL,
    maker_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_seq bigint NOT NULL,
    deleted_at timestamp with time zone,
    erased_at timestamp with time zone,
    slow_mode_seconds integer DEFAULT 0 NOT NULL,
    slow_mode_seq bigint DEFAULT 0 NOT NULL,
    keep_days integer DEFAULT 0 NOT NULL
);

CREATE TABLE rostra.schema_versions (
    schemaversionsid integer NOT NULL,
    scriptname character varying(255) NOT NULL,
    applied timestamp without time zone NOT NULL
);

CREATE SEQUENCE rostra.schema_versions_schemaversionsid_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE rostra.schema_versions_schemaversionsid_seq OWNED BY rostra.schema_versions.schemaversionsid;

CREATE TABLE rostra.sessions (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone NOT NULL,
    device text,
    address text,
    ended_at timestamp with time zone
);

CREATE TABLE rostra.silo_heartbeats (
    cluster_id text NOT NULL,
    silo text NOT NULL,
    table_version bigint NOT NULL,
    beat bigint DEFAULT 0 NOT NULL,
    beaten_at timestamp with time zone DEFAULT now() NOT NULL
)
WITH (fillfactor='50');

CREATE TABLE rostra.users (
    id uuid NOT NULL,
    username text NOT NULL,
    name_key text NOT NULL,
    name_skeleton text NOT NULL,
    email text NOT NULL,
    password text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    password_version integer DEFAULT 0 NOT NULL,
    deleted_at timestamp with time zone
);

ALTER TABLE ONLY rostra.schema_versions ALTER COLUMN schemaversionsid SET DEFAULT nextval('rostra.schema_versions_schemaversionsid_seq'::regclass);

INSERT INTO rostra.changes VALUES ('10000000-0000-4000-8000-000000000001', 1, 5, NULL, 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', '2026-01-02 10:00:00.123+00');
INSERT INTO rostra.changes VALUES ('10000000-0000-4000-8000-000000000001', 2, 5, NULL, 'a0000000-0000-4000-8000-000000000002', 'a0000000-0000-4000-8000-000000000002', '2026-01-02 10:01:00+00');
INSERT INTO rostra.changes VALUES ('10000000-0000-4000-8000-000000000001', 5, 1, 3, NULL, 'a0000000-0000-4000-8000-000000000001', '2026-01-02 10:02:30+00');
INSERT INTO rostra.changes VALUES ('10000000-0000-4000-8000-000000000001', 6, 2, 4, NULL, 'a0000000-0000-4000-8000-000000000002', '2026-01-02 10:04:00+00');
INSERT INTO rostra.changes VALUES ('10000000-0000-4000-8000-000000000001', 7, 3, 3, NULL, 'a0000000-0000-4000-8000-000000000002', '2026-01-02 10:05:00+00');

INSERT INTO rostra.grain_state VALUES ('rostra', 'session', 1, 2, '', 1, '\x0102', '2026-01-02 09:00:00+00');

INSERT INTO rostra.members VALUES ('10000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 1, NULL, 1, 1, '2026-01-02 10:00:00.123+00', NULL);
INSERT INTO rostra.members VALUES ('10000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000002', 2, NULL, 0, 2, '2026-01-02 10:01:00+00', NULL);

INSERT INTO rostra.messages VALUES ('10000000-0000-4000-8000-000000000001', 3, 'd0000000-0000-4000-8000-000000000003', 'a0000000-0000-4000-8000-000000000001', 'said better
in two lines, ½ ∆ 👍', '2026-01-02 10:02:00+00', '2026-01-02 10:02:30+00', NULL, 5);
INSERT INTO rostra.messages VALUES ('10000000-0000-4000-8000-000000000001', 4, 'd0000000-0000-4000-8000-000000000004', 'a0000000-0000-4000-8000-000000000002', '', '2026-01-02 10:03:00+00', NULL, '2026-01-02 10:04:00+00', 6);

INSERT INTO rostra.meta VALUES ('epoch', '5d1f0f3a-0000-4000-8000-000000000001');
INSERT INTO rostra.meta VALUES ('first-account', 'a0000000-0000-4000-8000-000000000001');

INSERT INTO rostra.orleansquery VALUES ('ReadFromStorageKey', '
    select payload as PayloadBinary, changed_at at time zone ''utc'' as ChangedAt, version as Version
    from rostra.grain_state
    where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
      and id_ext = coalesce(@GrainIdExtensionString::text, '''')
');
INSERT INTO rostra.orleansquery VALUES ('WriteToStorageKey', '
    with inserted as (
        insert into rostra.grain_state (service_id, grain_type, id_n0, id_n1, id_ext, version, payload, changed_at)
        select @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString::text, ''''), 1, @PayloadBinary, now()
        where @GrainStateVersion::int is null
        on conflict do nothing
        returning version),
    updated as (
        update rostra.grain_state set version = version + 1, payload = @PayloadBinary, changed_at = now()
        where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
          and id_ext = coalesce(@GrainIdExtensionString::text, '''') and version = @GrainStateVersion::int
        returning version)
    select coalesce((select version from inserted), (select version from updated), @GrainStateVersion::int) as NewGrainStateVersion
');
INSERT INTO rostra.orleansquery VALUES ('ClearStorageKey', '
    with cleared as (
        update rostra.grain_state set version = version + 1, payload = null, changed_at = now()
        where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
          and id_ext = coalesce(@GrainIdExtensionString::text, '''') and version = @GrainStateVersion::int
        returning version)
    select coalesce((select version from cleared), @GrainStateVersion::int) as NewGrainStateVersion
');
INSERT INTO rostra.orleansquery VALUES ('DeleteStorageKey', '
    with deleted as (
        delete from rostra.grain_state
        where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
          and id_ext = coalesce(@GrainIdExtensionString::text, '''') and version = @GrainStateVersion::int
        returning version)
    select coalesce((select version + 1 from deleted), @GrainStateVersion::int) as NewGrainStateVersion
');

INSERT INTO rostra.passes VALUES ('\x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', 0, NULL, '2026-01-02 08:00:00+00', '2026-01-09 08:00:00+00', NULL);

INSERT INTO rostra.reactions VALUES ('10000000-0000-4000-8000-000000000001', 3, 0, 'a0000000-0000-4000-8000-000000000002', 7);

INSERT INTO rostra.read_marks VALUES ('a0000000-0000-4000-8000-000000000002', '10000000-0000-4000-8000-000000000001', 3);

INSERT INTO rostra.reports VALUES ('10000000-0000-4000-8000-000000000001', 3, 'a0000000-0000-4000-8000-000000000002', 'too kind', '2026-01-02 11:00:00+00', NULL, NULL);

INSERT INTO rostra.room_heads VALUES ('10000000-0000-4000-8000-000000000001', 7, 'c0000000-0000-4000-8000-000000000007', '2026-01-02 10:03:00+00', 2, 0);
INSERT INTO rostra.room_heads VALUES ('10000000-0000-4000-8000-000000000002', 2, 'c0000000-0000-4000-8000-000000000002', NULL, 0, 0);

INSERT INTO rostra.rooms VALUES ('10000000-0000-4000-8000-000000000001', 'Lobby', 'lobby', 'For all', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', '2026-01-02 10:00:00.123+00', 1, NULL, NULL, 0, 0, 0);
INSERT INTO rostra.rooms VALUES ('10000000-0000-4000-8000-000000000002', 'Old', 'old', NULL, 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', '2026-01-02 10:00:00+00', 2, '2026-01-03 10:00:00+00', '2026-01-03 10:00:05+00', 0, 0, 0);

INSERT INTO rostra.schema_versions VALUES (1, 'Rostra.Storage.Migrations.0001_room_log.sql', '2026-01-01 00:00:01');
INSERT INTO rostra.schema_versions VALUES (2, 'Rostra.Storage.Migrations.0002_accounts.sql', '2026-01-01 00:00:02');
INSERT INTO rostra.schema_versions VALUES (3, 'Rostra.Storage.Migrations.0003_grain_state.sql', '2026-01-01 00:00:03');
INSERT INTO rostra.schema_versions VALUES (4, 'Rostra.Storage.Migrations.0004_search.sql', '2026-01-01 00:00:04');
INSERT INTO rostra.schema_versions VALUES (5, 'Rostra.Storage.Migrations.0005_password_version.sql', '2026-01-01 00:00:05');
INSERT INTO rostra.schema_versions VALUES (6, 'Rostra.Storage.Migrations.0006_heartbeats.sql', '2026-01-01 00:00:06');
INSERT INTO rostra.schema_versions VALUES (7, 'Rostra.Storage.Migrations.0007_moderation.sql', '2026-01-01 00:00:07');
INSERT INTO rostra.schema_versions VALUES (8, 'Rostra.Storage.Migrations.0008_people.sql', '2026-01-01 00:00:08');
INSERT INTO rostra.schema_versions VALUES (9, 'Rostra.Storage.Migrations.0009_search_list.sql', '2026-01-01 00:00:09');
INSERT INTO rostra.schema_versions VALUES (10, 'Rostra.Storage.Migrations.0010_retention.sql', '2026-01-01 00:00:10');

INSERT INTO rostra.sessions VALUES ('e0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', '2026-01-02 09:00:00+00', '2026-01-02 09:30:00+00', NULL, NULL, '2026-01-02 09:30:00+00');

INSERT INTO rostra.silo_heartbeats VALUES ('rostra', 'S127.0.0.1:1:1', 3, 9, '2026-01-02 09:00:00+00');

INSERT INTO rostra.users VALUES ('a0000000-0000-4000-8000-000000000001', 'ada', 'ada', 'ada', 'ada@example.org', '$argon2id$v=19$m=19456,t=2,p=1$Z0GZsuMDB4DsCxVObdRZug$JHZH3ILajFVuUMHStW2DoRNc1PbqNhR8nEY2iDilxtA', '2026-01-01 00:00:00+00', 0, NULL);
INSERT INTO rostra.users VALUES ('a0000000-0000-4000-8000-000000000002', 'Bob', 'bob', 'bob', 'bob@example.org', '$argon2id$v=19$m=19456,t=2,p=1$Z0GZsuMDB4DsCxVObdRZug$JHZH3ILajFVuUMHStW2DoRNc1PbqNhR8nEY2iDilxtA', '2026-01-01 00:00:01+00', 0, NULL);

SELECT pg_catalog.setval('rostra.schema_versions_schemaversionsid_seq', 10, true);

ALTER TABLE ONLY rostra.schema_versions
    ADD CONSTRAINT "PK_schema_versions_Id" PRIMARY KEY (schemaversionsid);

ALTER TABLE ONLY rostra.acts
    ADD CONSTRAINT acts_pkey PRIMARY KEY (room_id, seq);

ALTER TABLE ONLY rostra.bans
    ADD CONSTRAINT bans_pkey PRIMARY KEY (room_id, user_id);

ALTER TABLE ONLY rostra.changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (room_id, seq);

ALTER TABLE ONLY rostra.grain_state
    ADD CONSTRAINT grain_state_pkey PRIMARY KEY (service_id, grain_type, id_n0, id_n1, id_ext);

ALTER TABLE ONLY rostra.members
    ADD CONSTRAINT members_pkey PRIMARY KEY (room_id, user_id, joined_seq);

ALTER TABLE ONLY rostra.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (room_id, id);

ALTER TABLE ONLY rostra.meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (key);

ALTER TABLE ONLY rostra.orleansquery
    ADD CONSTRAINT orleansquery_pkey PRIMARY KEY (querykey);

ALTER TABLE ONLY rostra.passes
    ADD CONSTRAINT passes_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY rostra.reactions
    ADD CONSTRAINT reactions_pkey PRIMARY KEY (room_id, message_id, emoji, user_id);

ALTER TABLE ONLY rostra.read_marks
    ADD CONSTRAINT read_marks_pkey PRIMARY KEY (user_id, room_id);

ALTER TABLE ONLY rostra.reports
    ADD CONSTRAINT reports_pkey PRIMARY KEY (room_id, message_id, reporter_id);

ALTER TABLE ONLY rostra.room_heads
    ADD CONSTRAINT room_heads_pkey PRIMARY KEY (room_id);

ALTER TABLE ONLY rostra.rooms
    ADD CONSTRAINT rooms_pkey PRIMARY KEY (id);

ALTER TABLE ONLY rostra.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY rostra.silo_heartbeats
    ADD CONSTRAINT silo_heartbeats_pkey PRIMARY KEY (cluster_id, silo);

ALTER TABLE ONLY rostra.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

CREATE INDEX bans_person ON rostra.bans USING btree (user_id);

CREATE INDEX changes_done_to ON rostra.changes USING btree (user_id) WHERE (user_id <> actor);

CREATE INDEX members_muted ON rostra.members USING btree (room_id) WHERE (muted_until IS NOT NULL);

CREATE UNIQUE INDEX members_open ON rostra.members USING btree (user_id, room_id) WHERE (left_seq IS NULL);

CREATE UNIQUE INDEX messages_client ON rostra.messages USING btree (client_id, author_id, room_id);

CREATE INDEX messages_search ON rostra.messages USING gin (room_id, to_tsvector('english'::regconfig, text), upper((text COLLATE "und-x-icu")) public.gin_trgm_ops) WITH (gin_pending_list_limit='65536');

CREATE INDEX read_marks_room ON rostra.read_marks USING btree (room_id);

CREATE INDEX reports_open ON rostra.reports USING btree (room_id, message_id) WHERE (closed_at IS NULL);

CREATE INDEX reports_reporter ON rostra.reports USING btree (reporter_id);

CREATE UNIQUE INDEX rooms_name ON rostra.rooms USING btree (name_key) WHERE (deleted_at IS NULL);

CREATE INDEX rooms_to_erase ON rostra.rooms USING btree (id) WHERE ((deleted_at IS NOT NULL) AND (erased_at IS NULL));

CREATE INDEX sessions_user ON rostra.sessions USING btree (user_id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX users_email ON rostra.users USING btree (email);

CREATE UNIQUE INDEX users_name ON rostra.users USING btree (name_key);

CREATE UNIQUE INDEX users_skeleton ON rostra.users USING btree (name_skeleton);


-- One-time links: an invitation (kind 0), or a new password for a person (kind 1). Only hashes: who reads the table can use none of them.
create table rostra.passes (
    hash       bytea primary key,
    kind       smallint    not null,
    user_id    uuid,
    made_at    timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz
);
-- The first account looks after the place; the key lets one be first. Where people are already, it is the oldest whom no import made.
insert into rostra.meta (key, value)
select 'first-account', id::text from rostra.users where email not like '%@unclaimed.invalid' order by created_at, id limit 1
on conflict do nothing;
-- Who deleted their account: the row stays as the author of what they said, without anything of theirs.
alter table rostra.users add column deleted_at timestamptz;
-- What else is theirs is found by the person: bans, what they reported, what owners did about them (rarely anything: most of the log is what people did themselves).
create index bans_person on rostra.bans (user_id);
create index reports_reporter on rostra.reports (reporter_id);
create index changes_done_to on rostra.changes (user_id) where user_id <> actor;
-- Where a login was used is kept no longer than the login.
update rostra.sessions set device = null, address = null where ended_at is not null;

-- Counts a person's passwords. A login proved by an earlier one opens no session, however late it comes.
alter table rostra.users add column password_version int not null default 0;

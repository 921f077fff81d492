-- How long a room keeps what is said in it. A room's own number of days; 0: as the server says.
alter table rostra.rooms add column keep_days int not null default 0;
-- Up to here a room's log has been removed: what it lists begins after it, and who knows less must load the room again.
alter table rostra.room_heads add column trimmed_seq bigint not null default 0;
-- What an act set, in days.
alter table rostra.acts add column days int;
-- What is removed is to be used again soon, also in large tables, where a fifth of the rows (the default) is years of messages.
alter table rostra.messages set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
alter table rostra.changes set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
alter table rostra.reactions set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);

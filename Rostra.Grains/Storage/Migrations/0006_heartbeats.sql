-- Which silos serve, apart from the membership table: a silo that finds that table empty sees here whether others still live. The number grows with each
-- beat, so that nobody's clock is needed to tell the living from what a crash left behind.
create table rostra.silo_heartbeats (
    cluster_id text not null,
    silo text not null,
    table_version bigint not null,
    beat bigint not null default 0,
    beaten_at timestamptz not null default now(),
    primary key (cluster_id, silo)
) with (fillfactor = 50);

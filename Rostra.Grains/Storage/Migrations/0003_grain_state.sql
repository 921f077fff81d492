-- State of single grains. Orleans reads these statements from OrleansQuery, unqualified: its connection's search_path is this schema.
create table rostra.grain_state (
    service_id text   not null,
    grain_type text   not null,
    id_n0      bigint not null,
    id_n1      bigint not null,
    id_ext     text   not null,
    version    int    not null,
    payload    bytea,
    changed_at timestamptz not null,
    primary key (service_id, grain_type, id_n0, id_n1, id_ext)
);

create table rostra.orleansquery (
    querykey  text primary key,
    querytext text not null
);

insert into rostra.orleansquery (querykey, querytext) values
('ReadFromStorageKey', $$
    select payload as PayloadBinary, changed_at at time zone 'utc' as ChangedAt, version as Version
    from rostra.grain_state
    where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
      and id_ext = coalesce(@GrainIdExtensionString::text, '')
$$),
-- Of two activations that both write first, one inserts and the other is answered the version it came with: Orleans refuses that.
('WriteToStorageKey', $$
    with inserted as (
        insert into rostra.grain_state (service_id, grain_type, id_n0, id_n1, id_ext, version, payload, changed_at)
        select @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString::text, ''), 1, @PayloadBinary, now()
        where @GrainStateVersion::int is null
        on conflict do nothing
        returning version),
    updated as (
        update rostra.grain_state set version = version + 1, payload = @PayloadBinary, changed_at = now()
        where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
          and id_ext = coalesce(@GrainIdExtensionString::text, '') and version = @GrainStateVersion::int
        returning version)
    select coalesce((select version from inserted), (select version from updated), @GrainStateVersion::int) as NewGrainStateVersion
$$),
('ClearStorageKey', $$
    with cleared as (
        update rostra.grain_state set version = version + 1, payload = null, changed_at = now()
        where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
          and id_ext = coalesce(@GrainIdExtensionString::text, '') and version = @GrainStateVersion::int
        returning version)
    select coalesce((select version from cleared), @GrainStateVersion::int) as NewGrainStateVersion
$$),
('DeleteStorageKey', $$
    with deleted as (
        delete from rostra.grain_state
        where service_id = @ServiceId and grain_type = @GrainTypeString and id_n0 = @GrainIdN0 and id_n1 = @GrainIdN1
          and id_ext = coalesce(@GrainIdExtensionString::text, '') and version = @GrainStateVersion::int
        returning version)
    select coalesce((select version + 1 from deleted), @GrainStateVersion::int) as NewGrainStateVersion
$$);

-- A role for silos that may read and write rows of Rostra's schema, and nothing else. See "Two roles" in docs/operations.md.
-- To be run in Rostra's database after the first `Rostra.Silo --migrate-only`, by an administrator, or by the schema's owner where that one may make roles; again does no harm:
--
--   psql --dbname=rostra --file=deploy/postgres/runtime-role.sql --command='\password rostra_runtime'
do $$
begin
    if not exists (select from pg_roles where rolname = 'rostra_runtime') then
        create role rostra_runtime login nosuperuser nocreatedb nocreaterole noinherit noreplication;
    end if;
    -- What later migrations make is for it too.
    execute format(
        'alter default privileges for role %s in schema rostra grant select, insert, update, delete on tables to rostra_runtime',
        (select nspowner::regrole from pg_namespace where nspname = 'rostra'));
end $$;

grant usage on schema rostra to rostra_runtime;
grant select, insert, update, delete on all tables in schema rostra to rostra_runtime;
-- What migrations wrote is read; what the database knows of itself is noted once.
revoke insert, update, delete on rostra.schema_versions, rostra.orleansquery from rostra_runtime;
revoke update, delete on rostra.meta from rostra_runtime;

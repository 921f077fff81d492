-- Only an index's owner may empty its list. Done by this, silos need not be the owner.
create or replace function rostra.empty_search_list() returns bigint
    language sql security definer set search_path = pg_catalog, pg_temp
    as $$ select gin_clean_pending_list('rostra.messages_search') $$;

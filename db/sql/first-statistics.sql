-- Takes statistics of tables that have been filled and never analysed. Until autovacuum comes by, up to a minute later,
-- the planner guesses; and because the tenant policies add "partner_id = any (...)" to every look-up, it then guesses
-- that a partner has one row and reads all of them for each. The application's role may not analyse tables; this
-- function belongs to their owner and does nothing else.
create or replace function take_first_statistics() returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  filled text;
begin
  for filled in
    select c.relname from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.reltuples < 0
       and pg_relation_size(c.oid) > 64 * 1024
     order by c.relname
  loop
    execute format('analyze public.%I', filled);
  end loop;
end
$$;

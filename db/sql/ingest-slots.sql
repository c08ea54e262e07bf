-- Lets a request of an API key in or names the limit it meets, in one statement: the gate's row is locked, so that
-- requests of several processes are counted one after the other. Minutes follow the business clock; leases, which free
-- the places of a process that died, the database's own.
create or replace function take_ingest_slot(key uuid, request uuid, per_minute int, at_once int)
returns table (is_open boolean, retry_after_ms int) language plpgsql as $$
declare
  this_minute timestamptz := date_trunc('minute', business_now());
  counted int;
  under_way int;
begin
  insert into ingest_gates as gate (api_key_id, minute_at, requests) values (key, this_minute, 1)
  on conflict (api_key_id) do update
    set requests = case when gate.minute_at = this_minute then gate.requests + 1 else 1 end, minute_at = this_minute
  returning gate.requests into counted;

  delete from ingest_leases where api_key_id = key and leased_until < clock_timestamp();
  select count(*) into under_way from ingest_leases where api_key_id = key;

  if counted > per_minute then
    return query select false,
      greatest(1000, ceil(extract(epoch from this_minute + interval '1 minute' - business_now()) * 1000)::int);
  elsif under_way >= at_once then
    return query select false, 1000;
  else
    insert into ingest_leases (api_key_id, id, leased_until)
    values (key, request, clock_timestamp() + interval '2 minutes');
    return query select true, 0;
  end if;
end
$$;

-- The allowance of calls of a PSA database, shared by every process and every connection on it. Slots are leases on the
-- database's own clock, and those of a process that is gone are free before their lease ends; the hour is counted on the business clock, in minutes, so that 61 minute rows cover any hour.

-- Takes a slot of the entity and books one call, in one statement. Verdicts:
--   go          slot given, call booked
--   no_slot     all slots taken, or a person waits for one
--   own_budget  our share of the hour is spent; resume_at says when its oldest minute falls out
--   blocked     the PSA asked everybody to wait until resume_at
drop function if exists psa_take_call;
create function psa_take_call(
  p_key text, p_entity text, p_connection uuid, p_holder uuid, p_presence integer,
  p_slots integer, p_lease_ms integer, p_allowance integer, p_share_pct integer, p_is_person boolean,
  out verdict text, out slot integer, out resume_at timestamptz, out wait_ms bigint
) language plpgsql security definer set search_path = public as $$
#variable_conflict use_column
declare
  business timestamptz := business_now();
  this_minute bigint := floor(extract(epoch from business) / 60);
  budget psa_budgets%rowtype;
  booked integer;
  oldest bigint;
  share integer := p_allowance * p_share_pct / 100;
  others integer;
  slots integer;
begin
  -- The row is the lock: whoever counts must not be overtaken before the count is written.
  select * into budget from psa_budgets where database_key = p_key for update;
  if not found then
    insert into psa_budgets (database_key) values (p_key) on conflict do nothing;
    select * into budget from psa_budgets where database_key = p_key for update;
  end if;

  if budget.blocked_until > business then
    verdict := 'blocked';
    resume_at := budget.blocked_until;
    wait_ms := ceil(extract(epoch from resume_at - business) * 1000);
    return;
  end if;

  select coalesce(sum(calls), 0), min(minute) into booked, oldest
    from psa_call_minutes where database_key = p_key and minute >= this_minute - 60;
  -- Old news must not hold us up: what others use meanwhile, the PSA itself refuses.
  others := case when budget.told_at > business - interval '15 minutes' then budget.others_calls else 0 end;
  -- One call in a hundred of the share is kept for people.
  if booked >= share - (case when p_is_person then 0 else (share + 99) / 100 end) or booked + others >= p_allowance then
    verdict := 'own_budget';
    resume_at := to_timestamp((coalesce(oldest, this_minute) + 61) * 60);
    wait_ms := ceil(extract(epoch from resume_at - business) * 1000);
    return;
  end if;

  slots := case when budget.thread_refused_at > clock_timestamp() - interval '10 minutes'
                then greatest(1, p_slots - 1) else p_slots end;
  if p_is_person or not exists (select from psa_slots x where x.database_key = p_key and x.entity = p_entity
                                   and x.slot = 0 and x.lease_until > clock_timestamp()) then
    select s into slot from generate_series(1, slots) s
     where not exists (select from psa_slots x where x.database_key = p_key and x.entity = p_entity and x.slot = s
                          and x.lease_until > clock_timestamp())
     order by s limit 1;
    if slot is null then
      select x.slot into slot from psa_slots x
       where x.database_key = p_key and x.entity = p_entity and x.slot between 1 and slots
         and not exists (select from pg_locks where locktype = 'advisory' and granted
                            and database = (select oid from pg_database where datname = current_database())
                            and classid = 7203 and objid = x.presence::oid)
       order by x.slot limit 1;
    end if;
  end if;
  if slot is null then
    verdict := 'no_slot';
    if p_is_person then
      insert into psa_slots (database_key, entity, slot, holder, presence, lease_until)
      values (p_key, p_entity, 0, p_holder, p_presence, clock_timestamp() + interval '400 milliseconds')
      on conflict (database_key, entity, slot) do update
        set holder = excluded.holder, presence = excluded.presence, lease_until = excluded.lease_until;
    end if;
    return;
  end if;

  verdict := 'go';
  insert into psa_slots (database_key, entity, slot, holder, presence, lease_until)
  values (p_key, p_entity, slot, p_holder, p_presence, clock_timestamp() + p_lease_ms * interval '1 millisecond')
  on conflict (database_key, entity, slot) do update
    set holder = excluded.holder, presence = excluded.presence, lease_until = excluded.lease_until;
  if p_is_person then
    delete from psa_slots x where x.database_key = p_key and x.entity = p_entity and x.slot = 0 and x.holder = p_holder;
  end if;
  insert into psa_call_minutes as m (database_key, minute, connection_id, calls)
  values (p_key, this_minute, p_connection, 1)
  on conflict (database_key, minute, connection_id) do update set calls = m.calls + 1;
  delete from psa_call_minutes m where m.database_key = p_key and m.minute < this_minute - 1440;
end
$$;

-- Gives a slot back and notes what the PSA said about waiting. A slot whose lease ran out belongs to somebody else.
create or replace function psa_give_back(
  p_key text, p_entity text, p_slot integer, p_holder uuid, p_outcome text, p_wait_ms bigint
) returns void language plpgsql security definer set search_path = public as $$
begin
  update psa_slots x set holder = null, lease_until = null
   where x.database_key = p_key and x.entity = p_entity and x.slot = p_slot and x.holder = p_holder;
  if p_outcome = 'thread_limit' then
    update psa_budgets set thread_refused_at = clock_timestamp() where database_key = p_key;
  end if;
  -- A short wait is sat out by the caller; a long one is everybody's.
  if p_outcome = 'quota' or p_wait_ms > 5000 then
    update psa_budgets set blocked_until = greatest(blocked_until, business_now() + p_wait_ms * interval '1 millisecond')
     where database_key = p_key;
  end if;
end
$$;

-- Business time: the only place where SQL reads the real clock for anything but leases.
create or replace function business_now() returns timestamptz
language sql volatile parallel safe as $$
  select date_trunc('milliseconds', case mode
    when 'frozen' then base_at
    when 'running' then base_at + (clock_timestamp() - set_at) * speed::float8
    else clock_timestamp()
  end)
  from business_clock
$$;

insert into business_clock ("only") values (true) on conflict do nothing;

-- Moves business time: freeze at an instant, run from it at a speed, or go back to real time.
-- Everything that sleeps on business time listens for it.
create or replace function set_business_clock(new_mode text, new_base timestamptz default null, new_speed numeric default 1)
returns void language plpgsql as $$
begin
  update business_clock
     set mode = new_mode, base_at = coalesce(new_base, business_now()), set_at = clock_timestamp(), speed = new_speed;
  perform pg_notify('business_clock', new_mode);
end
$$;

-- Moves the clock of a demo on, never back. Sessions are dated by business time, so those that count move along:
-- who plays with the clock is not signed out by it. Only where a story was told; a real deployment has none.
create or replace function move_business_clock(new_mode text, new_base timestamptz)
returns timestamptz language plpgsql as $$
declare
  before timestamptz := business_now();
  after timestamptz := greatest(new_base, before);
  door text := coalesce(current_setting('app.door', true), 'off');
begin
  if not exists (select from deployment_settings where story_at is not null) then
    raise exception 'the clock of a deployment without a demo story is not moved';
  end if;
  perform set_business_clock(new_mode, after);
  perform set_config('app.door', 'on', true);
  update sessions set last_seen_at = last_seen_at + (after - before), expires_at = expires_at + (after - before)
   where ended_at is null and expires_at > before;
  perform set_config('app.door', door, true);
  return after;
end
$$;

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

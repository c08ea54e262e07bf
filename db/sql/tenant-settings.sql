-- The tenants of the present transaction, as db/client.ts sets them. Nothing set: no tenant, no row.
create or replace function app_vendor_side() returns uuid[] language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('app.vendor_side', true), ''), '{}')::uuid[]
$$;

create or replace function app_partner_side() returns uuid[] language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('app.partner_side', true), ''), '{}')::uuid[]
$$;

create or replace function app_door() returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('app.door', true), 'off') = 'on'
$$;

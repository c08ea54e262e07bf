-- The embedded durable engine (inngest/engine): runs of functions, their memoised steps, and what is due. It stands
-- outside the tenants: its rows hold ids only, and no use case reads them. `due_at`, `wake_at`, `next_at`, `expires_at`
-- and `..._at` of runs and events are business time; `lease_until` and `seen_at` are the database's own clock.
-- Payloads are json, not jsonb: they go back to the function as they came.
create schema if not exists engine;

-- Events seen, so that one that arrives twice starts nothing twice.
create table if not exists engine.event (
  id text primary key,
  name text not null,
  received_at timestamptz not null
);
create index if not exists event_age on engine.event (received_at);

create table if not exists engine.run (
  id uuid primary key,
  fn_id text not null,
  status text not null default 'running' check (status in ('running', 'done', 'failed')),
  events json not null,
  -- Evaluated concurrency keys, and beside each the most jobs that may run under it at once.
  keys text[] not null,
  limits integer[] not null,
  -- Ids of finished steps in the order in which they finished; the SDK replays them in this order.
  stack text[] not null default '{}',
  output json,
  error json,
  started_at timestamptz not null,
  ended_at timestamptz
);
create index if not exists run_ended on engine.run (ended_at) where ended_at is not null;

create table if not exists engine.step (
  run_id uuid not null references engine.run on delete cascade,
  id text not null,
  name text not null,
  state text not null check (state in ('planned', 'sleeping', 'done')),
  is_race boolean not null default false,
  wake_at timestamptz,
  result json,
  primary key (run_id, id)
);
create index if not exists step_sleeping on engine.step (wake_at) where state = 'sleeping';

-- One call of the portal that is due or under way: the run's next discovery (step_id '') or one planned step.
create table if not exists engine.job (
  id bigint generated always as identity primary key,
  run_id uuid not null references engine.run on delete cascade,
  step_id text not null,
  fn_id text not null,
  attempt integer not null default 0,
  due_at timestamptz not null,
  keys text[] not null,
  limits integer[] not null,
  lease uuid,
  worker uuid,
  -- With a lease: until when it holds. Without: not to be claimed before (the portal did not answer).
  lease_until timestamptz,
  -- A step finished while this discovery was under way: it has to be made once more.
  again boolean not null default false,
  unique (run_id, step_id)
);
create index if not exists job_due on engine.job (due_at);
create unique index if not exists job_lease on engine.job (lease) where lease is not null;

create table if not exists engine.idempotency (
  fn_id text not null,
  key text not null,
  run_id uuid not null,
  expires_at timestamptz not null,
  primary key (fn_id, key)
);

-- Events that wait to become one run together.
create table if not exists engine.batch (
  fn_id text not null,
  key text not null,
  events jsonb not null,
  due_at timestamptz not null,
  primary key (fn_id, key)
);

create table if not exists engine.cron (
  fn_id text not null,
  expression text not null,
  next_at timestamptz not null,
  primary key (fn_id, expression)
);

-- Processes that drive functions. `host` tells machine, boot and process namespace, so that `pid` means something.
create table if not exists engine.worker (
  id uuid primary key,
  host text not null,
  pid integer not null,
  seen_at timestamptz not null
);

grant usage on schema engine to counterpart_app;
grant select, insert, update, delete on all tables in schema engine to counterpart_app;

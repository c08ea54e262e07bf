import { sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import type { ConnectionState } from "@/db/schema/connections";
import type { RunCounts, SyncTrigger } from "@/db/schema/sync";
import type { Tx } from "@/lib/auth/context";
import { noCounts } from "./decision";

export type OpenedRun = {
  connectionName: string;
  connectionState: ConnectionState;
  zone: string;
  isOldest: boolean;
  /** When the last check of this connection ended; none = this is its first. */
  lastFinishedAt: string | null;
  /** A run that has not ended: of another process at work, or of one that died. */
  runningId: string | null;
  runningSince: string | null;
  isAtWork: boolean;
  /** The new run, unless one is running. */
  syncRunId: string | null;
  /** Whether any order line of the partner is unseen. */
  hasUnseen: boolean;
  /** Undecided tasks, counted up to `waitingLimit`, so that the count costs little however many there are. */
  waiting: number;
};

export const waitingLimit = 300;

/** Numbers to keep checks of one connection apart from each other and from other uses of advisory locks. */
const lockSpace = 72_031;
const lockKeys = (connectionId: string) => sql`${lockSpace}::int, hashtext(${connectionId})`;

/**
 * Opens a run, in one statement: the connection, its last check, who is at work, and the new row with its audit entry.
 * The lock is held by whoever works (`beginWork`), so a running row without it belongs to a process that died, and may
 * be taken over. No row at all: no such connection.
 */
export async function openRun(
  tx: Tx,
  connectionId: string,
  trigger: SyncTrigger,
): Promise<OpenedRun | undefined> {
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  const now = sql`${tx.now.toISOString()}::timestamptz`;
  const { rows } = await tx.db.execute<Record<string, unknown>>(sql`
    with wanted as materialized (
      select k.*, k.id = (select id from connections where partner_id = ${partner} and state <> 'draft'
                           and state <> 'disabled' order by created_at, id limit 1) as is_oldest
        from connections as k where k.partner_id = ${partner} and k.id = ${connectionId}::uuid
    ), running as materialized (
      select id, created_at from sync_runs
       where partner_id = ${partner} and connection_id = ${connectionId}::uuid and state = 'running'
    ), opened as (
      insert into sync_runs (partner_id, created_at, updated_at, connection_id, trigger, state, counts)
      select ${partner}, ${now}, ${now}, id, ${trigger}, 'running', ${JSON.stringify(noCounts)}::jsonb
        from wanted where state in ('active', 'unreachable', 'credentials_rejected')
         and not exists (select from running)
      on conflict (partner_id, connection_id) where state = 'running' do nothing
      returning id
    ), audited as (
      insert into audit_entries (partner_id, at, actor, action, record_kind, record_id, after, request_id, from_address)
      select ${partner}, ${now}, ${JSON.stringify(tx.ctx.actor)}::jsonb, 'sync_run.started', 'sync_run', id::text,
        jsonb_build_object('connectionId', ${connectionId}::text, 'trigger', ${trigger}::text), ${tx.ctx.requestId},
        ${tx.ctx.from ?? null} from opened
    )
    select name as "connectionName", state as "connectionState", time_zone as zone,
           coalesce(is_oldest, false) as "isOldest",
           (select ${isoText(sql`finished_at`)} from sync_runs where partner_id = ${partner}
              and connection_id = ${connectionId}::uuid and state = 'finished'
              order by created_at desc limit 1) as "lastFinishedAt",
           (select id from running) as "runningId", (select ${isoText(sql`created_at`)} from running) as "runningSince",
           not pg_try_advisory_xact_lock_shared(${lockKeys(connectionId)}) as "isAtWork",
           (select id from opened) as "syncRunId",
           exists (select from order_lines where partner_id = ${partner} and is_unchecked) as "hasUnseen",
           (select count(*)::int from (
              select from sync_tasks where partner_id = ${partner} and connection_id = ${connectionId}::uuid
                 and state in ('needs_mapping', 'ready', 'held') limit ${waitingLimit}) as w) as waiting
      from wanted`);
  return rows[0] as OpenedRun | undefined;
}

/**
 * Takes the connection's lock for this transaction and tells the planner to read by key: statistics of a table that is
 * small today must not make a check read all of it tomorrow.
 */
export async function beginWork(tx: Tx, connectionId: string): Promise<void> {
  await tx.db.execute(sql`
    select pg_advisory_xact_lock(${lockKeys(connectionId)}), set_config('enable_seqscan', 'off', true),
           set_config('jit', 'off', true)`);
}

/** Ends the run with its audit entry; false when it was not running any more. */
export async function finishRun(
  tx: Tx,
  run: { syncRunId: string; connectionId: string; counts: RunCounts; result: string },
): Promise<boolean> {
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  const now = sql`${tx.now.toISOString()}::timestamptz`;
  const { rowCount } = await tx.db.execute(sql`
    with finished as (
      update sync_runs
         set state = 'finished', finished_at = ${now}, updated_at = ${now}, version = version + 1,
             counts = ${JSON.stringify(run.counts)}::jsonb, result = ${run.result}
       where partner_id = ${partner} and id = ${run.syncRunId}::uuid and state = 'running' returning id
    ), audited as (
      insert into audit_entries (partner_id, at, actor, action, record_kind, record_id, after, request_id, from_address)
      select ${partner}, ${now}, ${JSON.stringify(tx.ctx.actor)}::jsonb, 'sync_run.finished', 'sync_run', id::text,
        ${JSON.stringify(run.counts)}::jsonb, ${tx.ctx.requestId}, ${tx.ctx.from ?? null} from finished
    )
    select id from finished`);
  return rowCount === 1;
}

export async function failRun(tx: Tx, syncRunId: string, reason: string): Promise<void> {
  await tx.db.execute(sql`
    update sync_runs set state = 'failed', finished_at = ${tx.now.toISOString()}::timestamptz, result = ${reason},
           updated_at = ${tx.now.toISOString()}::timestamptz, version = version + 1
     where partner_id = ${tx.ctx.partnerId}::uuid and id = ${syncRunId}::uuid and state = 'running'`);
}

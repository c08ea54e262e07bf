import { sql } from "drizzle-orm";
import type { SyncTaskState } from "@/db/schema/sync";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";
import type { TaskMove } from "./move-tasks";
import { statesBefore } from "./sync-task";

type MovedRow = {
  id: string;
  number: number;
  subscription_id: string;
  connection_id: string;
  from_state: SyncTaskState;
  is_moved: boolean;
  blocks_another: boolean;
};

/** Locks the tasks and moves those that may, in one statement; gives every task found, with the state it came from. */
export async function moveTaskRows(tx: Tx, move: TaskMove, ids: readonly string[]): Promise<MovedRow[]> {
  const decided = move.isDecision
    ? sql`, decided_by = ${JSON.stringify(tx.ctx.actor)}::jsonb, decided_at = ${tx.now.toISOString()}::timestamptz`
    : sql``;
  const plan = move.planId === undefined ? sql`` : sql`, plan_id = ${move.planId}::uuid`;
  const planLine = move.planLineId === undefined ? sql`` : sql`, plan_line_id = ${move.planLineId}::uuid`;
  const legal = sql.join(
    statesBefore(move.to).map((state) => sql`${state}`),
    sql`, `,
  );
  const { rows } = await tx.db.execute<MovedRow>(sql`
    with wanted as materialized (
      select id, number, subscription_id, connection_id, state from sync_tasks
       where partner_id = ${tx.ctx.partnerId}::uuid and id = any(${uuidArray(ids)}) order by id for update
    ), moved as (
      update sync_tasks as t
         set state = ${move.to}, reason = ${move.reason ?? null}, scheduled_for = ${move.scheduledFor ?? null}::date,
             updated_at = ${tx.now.toISOString()}::timestamptz,
             version = t.version + 1 ${decided} ${plan} ${planLine}
        from wanted as w
       where t.partner_id = ${tx.ctx.partnerId}::uuid and t.id = w.id and w.state in (${legal})
      returning t.id
    )
    select w.id, w.number::int as number, w.subscription_id, w.connection_id, w.state as from_state,
           exists (select from moved where moved.id = w.id) as is_moved,
           exists (select from sync_tasks as later
                    where later.partner_id = ${tx.ctx.partnerId}::uuid
                      and later.subscription_id = w.subscription_id
                      and later.state = 'held') as blocks_another
      from wanted as w`);
  return rows;
}

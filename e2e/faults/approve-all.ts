import type pg from "pg";
import { getPlan } from "@/lib/plans/get-plan";
import { approveTaskPlan } from "@/lib/sync/approve-task-plan";
import { checkChanges } from "@/lib/sync/check-changes";
import { planTasks } from "@/lib/sync/plan-tasks";
import type { BillingStage } from "../support/billing-stage";

/**
 * What a person does before an apply: check, plan everything that is ready, approve. `armed` runs after the plan was
 * read and before it is approved, so that faults meet the apply alone. Gives the plan's id; undefined when nothing is ready.
 */
export async function approveAll(
  pool: pg.Pool,
  stage: BillingStage,
  armed?: () => Promise<void>,
): Promise<string | undefined> {
  await checkChanges(stage.ctx, { connectionId: stage.connectionId, trigger: "person" });
  const { rows } = await pool.query<{ id: string }>(
    "select id from sync_tasks where partner_id = $1 and state = 'ready' order by number",
    [stage.partnerId],
  );
  if (rows.length === 0) return undefined;
  const { planId } = await planTasks(stage.ctx, { taskIds: rows.map((row) => row.id) });
  const { hash } = await getPlan(stage.ctx, { planId });
  await armed?.();
  await approveTaskPlan(stage.ctx, { planId, hash });
  return planId;
}

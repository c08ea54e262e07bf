import type { Tx } from "@/lib/auth/context";
import { findConnection } from "@/lib/connections/store";
import { getPlanRow, linesOfPlan } from "@/lib/plans/store";
import { whyNotAlone } from "./alone-rule";
import { countSubscriptions, type JudgedTask, selectJudged } from "./candidates-query";
import type { Waiting } from "./leave-to-person";
import { automationOf } from "./level-of";

/** Splits the tasks of a draft into those that may be written without a person, and those that wait, with the reason. */
export async function judgePlan(tx: Tx, planId: string): Promise<{ passing: string[]; waiting: Waiting[] }> {
  const plan = await getPlanRow(tx, planId);
  const connection = await findConnection(tx, plan.connectionId);
  const lines = new Map((await linesOfPlan(tx, planId)).map((row) => [row.id, row.line.plan]));
  const subscriptions = await countSubscriptions(tx);
  const passing: string[] = [];
  const waiting: Waiting[] = [];
  for (const task of await selectJudged(tx, plan)) {
    const line = lines.get(task.planLineId);
    if (!line) continue;
    const { level, limits } = automationOf({
      connection: connection?.settings,
      customer: task.customerSettings,
    });
    const batch = { lowered: task.lowered, subscriptions };
    const facts = { plan: line, warnings: task.warnings, firstOf: firstsOf(task), batch };
    const hold = whyNotAlone(level, facts, limits);
    if (hold) waiting.push({ taskId: task.taskId, ...hold });
    else passing.push(task.taskId);
  }
  return { passing, waiting };
}

export function firstsOf(
  task: Pick<JudgedTask, "isFirstOfCustomer" | "isFirstOfProduct" | "isFirstOfContract">,
): ("customer" | "product" | "contract")[] {
  return [
    ...(task.isFirstOfCustomer ? (["customer"] as const) : []),
    ...(task.isFirstOfProduct ? (["product"] as const) : []),
    ...(task.isFirstOfContract ? (["contract"] as const) : []),
  ];
}

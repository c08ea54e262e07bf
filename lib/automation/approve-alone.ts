import { recordAudit } from "@/lib/audit/record";
import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { resolveSetting } from "@/lib/connections/settings";
import { findConnection } from "@/lib/connections/store";
import { AppError } from "@/lib/errors";
import { getPlanRow, type PlanRow } from "@/lib/plans/store";
import { approveTaskPlan } from "@/lib/sync/approve-task-plan";
import { type LeftOut, type PlanTasksInput, planTasks } from "@/lib/sync/plan-tasks";
import { waitsBecause } from "./alone-rule";
import { selectCandidates } from "./candidates-query";
import { customersOfPlan } from "./customer-choice-query";
import { judgePlan } from "./judge-plan";
import { leaveToPerson, takeUpAgain, type Waiting } from "./leave-to-person";
import { automationOf, goesAlone } from "./level-of";
import { isActivePartner } from "./partner-query";
import { findSetter } from "./setter-query";

/** Tasks of one pass: one plan, and as much of the PSA's hour as it asks for. */
const passSize = 250;

export type AlonePass = { approved: number; waiting: number; hasMore: boolean };
const nothing: AlonePass = { approved: 0, waiting: 0, hasMore: false };

/**
 * Automatic mode, after something became ready: plans what nobody has decided, approves by itself what the level and its
 * guards allow, and leaves the rest to a person with the reason on the task. Goes through the same use cases as a
 * person; the log says on whose setting. A task left to a person is not looked at again until a setting changes
 * (`isAnew`) or it is made ready anew.
 */
export async function approveAlone(
  ctx: Ctx,
  input: { connectionId: string; isAnew?: boolean },
): Promise<AlonePass> {
  requirePermission(ctx, "plan.approve");
  const taskIds = await ctx.transaction((tx) => candidates(tx, input));
  if (taskIds.length === 0) return nothing;
  const done = await settle(ctx, { taskIds });
  return { ...done, hasMore: taskIds.length === passSize };
}

async function candidates(tx: Tx, input: { connectionId: string; isAnew?: boolean }): Promise<string[]> {
  const connection = await findConnection(tx, input.connectionId);
  if (!connection || !(await isActivePartner(tx))) return [];
  if (input.isAnew) await takeUpAgain(tx, connection.id);
  const isBilled = resolveSetting("billing", { connection: connection.settings }).value;
  const isWorking = connection.state === "active" || connection.state === "unreachable";
  if (!isWorking || !isBilled) return [];
  const { level } = automationOf({ connection: connection.settings });
  return selectCandidates(tx, { connectionId: connection.id, level }, passSize);
}

/** Plans, judges, and goes on with those that pass; each round has fewer, and what is approved was judged as it is. */
async function settle(ctx: Ctx, input: PlanTasksInput): Promise<{ approved: number; waiting: number }> {
  const made = await planOrLeave(ctx, input);
  if (made.planId === undefined) return { approved: 0, waiting: made.waiting };
  const { planId } = made;
  const { passing, waiting } = await ctx.transaction(async (tx) => {
    const judged = await judgePlan(tx, planId);
    await leaveToPerson(tx, judged.waiting);
    return judged;
  });
  const left = made.waiting + waiting.length;
  if (passing.length === 0) return { approved: 0, waiting: left };
  if (waiting.length > 0) {
    // What waits keeps a plan of its own to be read and approved.
    await planOrLeave(ctx, { taskIds: waiting.map(({ taskId }) => taskId), basedOn: planId });
    const rest = await settle(ctx, { taskIds: passing, basedOn: planId });
    return { approved: rest.approved, waiting: left + rest.waiting };
  }
  const { hash } = await ctx.transaction((tx) => getPlanRow(tx, planId));
  await approveTaskPlan(ctx, { planId, hash }, onWhoseSetting);
  return { approved: passing.length, waiting: left };
}

/** A plan of them; what cannot be planned waits with the sentence that says why. */
async function planOrLeave(
  ctx: Ctx,
  input: PlanTasksInput,
): Promise<{ planId: string | undefined; waiting: number }> {
  const made = await planTasks(ctx, input).catch((error: unknown) => {
    const isRefusal = error instanceof AppError && error.code === "precondition_failed";
    if (!isRefusal || !Array.isArray(error.details.current)) throw error;
    // Safe: planning names in `current` what it left out.
    return { planId: undefined, leftOut: error.details.current as LeftOut[] };
  });
  const waiting = made.leftOut.map(
    ({ taskId, sentence }): Waiting => ({ taskId, guard: "not_planned", sentence: waitsBecause(sentence) }),
  );
  await ctx.transaction((tx) => leaveToPerson(tx, waiting));
  return { planId: made.planId, waiting: waiting.length };
}

/** In the transaction of the approval: the level as it is now, and who chose it. */
async function onWhoseSetting(tx: Tx, plan: PlanRow): Promise<void> {
  const connection = await findConnection(tx, plan.connectionId);
  for (const { customerId, settings } of await customersOfPlan(tx, plan)) {
    const { level, from, limits } = automationOf({ connection: connection?.settings, customer: settings });
    if (!goesAlone(level)) {
      throw new AppError("conflict", "The level was changed while the plan was being made.");
    }
    await recordAudit(tx, {
      action: "automation.approved",
      recordKind: "plan",
      recordId: plan.id,
      after: {
        customerId,
        level,
        from,
        limits,
        chosenBy: (await findSetter(tx, { connectionId: plan.connectionId, customerId, from })) ?? null,
      },
    });
  }
}

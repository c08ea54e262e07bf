import { recordAudit } from "@/lib/audit/record";
import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { addMilliseconds } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { groupBy } from "@/lib/group-by";
import { insertOperations } from "@/lib/operations/store";
import { announce } from "@/lib/outbox/announce";
import { plannedOperations } from "./planned-operations";
import { getPlanRow, linesOfPlan, type PlanLineRow, type PlanRow, setLineStates, updatePlan } from "./store";
import { takenBackAlready } from "./undo-query";

/** A plan older than this says nothing about today. */
const freshForMs = 24 * 60 * 60 * 1000;

/**
 * Approves a plan as it was shown: `hash` is the one the person saw. Every step becomes an operation of the ledger
 * (`planned`) in this transaction, then `plan/approved` is announced. Lines that may not be written (refusals) are left
 * out and say so. A question that a line carries must have been answered with yes (`confirmed`), or nothing is approved.
 * Approving an approved plan again changes nothing.
 *
 * Throws `conflict` when the plan is not the one seen, was replaced, or takes back what is being taken back already;
 * `precondition_failed` for unanswered questions (they are in `current`) and for what cannot be written.
 */
export async function approvePlan(
  ctx: Ctx,
  input: { planId: string; hash: string; confirmed?: boolean },
  alongside?: (tx: Tx, plan: PlanRow) => Promise<void>,
  /** Lines that are approved now and sent on a later day, by a plan of that day; each with what it says of itself. */
  laterLines?: (tx: Tx, plan: PlanRow, lines: readonly PlanLineRow[]) => Promise<ReadonlyMap<string, string>>,
): Promise<PlanRow> {
  requirePermission(ctx, "plan.approve");
  return ctx.transaction(async (tx) => {
    const plan = await getPlanRow(tx, input.planId, "for update");
    if (plan.state !== "draft" && plan.approvedHash === input.hash) return plan;
    assertApprovable(plan, input.hash, tx.now);
    const lines = await linesOfPlan(tx, plan.id);
    const [refused, writable] = [lines.filter(isRefused), lines.filter((row) => !isRefused(row))];
    if (writable.length === 0) throw nothingToWrite(refused);
    const questions = writable.flatMap(({ id, line }) => questionOf(id, line.plan.confirmation));
    if (!input.confirmed) refuseUnanswered(questions);
    await refuseTakenBack(tx, writable);
    for (const [note, rows] of groupBy(refused, noteOf)) {
      const ids = rows.map((row) => row.id);
      await setLineStates(tx, ids, "superseded", note);
    }
    const later = (await laterLines?.(tx, plan, writable)) ?? new Map<string, string>();
    for (const [lineId, note] of later) await setLineStates(tx, [lineId], "superseded", note);
    const sent = writable.filter((row) => !later.has(row.id));
    await insertOperations(
      tx,
      sent.flatMap((row) => plannedOperations(tx, plan, row)),
    );
    const approved = { state: "approved" as const, approvedBy: tx.ctx.actor, approvedAt: tx.now };
    await updatePlan(tx, plan.id, { ...approved, approvedHash: plan.hash });
    await alongside?.(tx, plan);
    await recordAudit(tx, {
      action: "plan.approved",
      recordKind: "plan",
      recordId: plan.id,
      after: {
        hash: plan.hash,
        headline: plan.headline,
        ...(questions.length > 0 && { answeredYes: questions.map(({ question }) => question) }),
      },
    });
    await announce(tx, {
      name: "plan/approved",
      data: { partnerId: tx.ctx.partnerId, connectionId: plan.connectionId, planId: plan.id },
    });
    return { ...plan, ...approved, approvedHash: plan.hash };
  });
}

const isRefused = ({ line }: PlanLineRow): boolean => line.plan.refusals.length > 0;

const noteOf = ({ line }: PlanLineRow): string =>
  line.leftOut === undefined
    ? "Not part of the approval: it cannot be written as it stands."
    : `Left out: ${line.leftOut}`;

function nothingToWrite([first]: readonly PlanLineRow[]): AppError {
  const sentence = first?.line.plan.refusals[0]?.sentence;
  return new AppError("precondition_failed", sentence ?? "Nothing of this plan can be written.");
}

type Question = { planLineId: string; question: string };

const questionOf = (planLineId: string, question: string | undefined): Question[] =>
  question === undefined ? [] : [{ planLineId, question }];

function refuseUnanswered(questions: readonly Question[]): void {
  const [first] = questions;
  if (!first) return;
  const others = questions.length > 1 ? ` (and ${questions.length - 1} more)` : "";
  throw new AppError(
    "precondition_failed",
    `${first.question}${others} Approve with "confirmed": true to say yes.`,
    { current: { questions } },
  );
}

async function refuseTakenBack(tx: Tx, lines: readonly PlanLineRow[]): Promise<void> {
  const undoes = lines.flatMap(({ line: { undoes: steps, plan } }) => [
    ...(steps ?? []),
    ...plan.remainders.flatMap(({ charge }) => charge?.undoes ?? []),
  ]);
  if ((await takenBackAlready(tx, undoes)).length === 0) return;
  throw new AppError(
    "conflict",
    "Something of this plan was taken back meanwhile, or is being. Undo it anew.",
  );
}

function assertApprovable(plan: PlanRow, hash: string, now: Date): void {
  if (plan.state === "superseded") {
    throw new AppError(
      "conflict",
      "This plan was replaced: tasks of it belong to a newer plan. Open that one, or make a new plan from the tasks.",
      { current: { state: plan.state, hash: plan.hash } },
    );
  }
  if (plan.state !== "draft") {
    throw new AppError("conflict", `This plan is ${plan.state} already. Make a new one from the tasks.`, {
      current: { state: plan.state, hash: plan.hash },
    });
  }
  if (plan.hash !== hash) {
    throw new AppError("conflict", "The plan is not the one you saw. Read it again, then approve.", {
      current: { hash: plan.hash },
    });
  }
  if (!plan.isComplete) {
    throw new AppError(
      "precondition_failed",
      "The plan could not read every line. Make it again, then approve.",
    );
  }
  if (addMilliseconds(plan.readAt, freshForMs) < now) {
    throw new AppError(
      "precondition_failed",
      "The plan is older than 24 hours. Make it again, then approve.",
    );
  }
}

import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { operationOfLine } from "./line-view";
import { countStates, linesMovedSince, waitingSentence } from "./progress-query";
import { getPlanRow } from "./store";

/** More than this moves between two looks only in very large plans; the next look has the rest. */
const linesAtOnce = 500;

/**
 * How far a plan has come, for a screen that looks again and again: states counted, and the lines that have moved since
 * `since` (a former `asOf`) with each of their steps.
 */
export async function getPlanProgress(ctx: Ctx, input: { planId: string; since?: Date | undefined }) {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    const { state, finishedAt } = await getPlanRow(tx, input.planId);
    const counts = await countStates(tx, input.planId);
    const lines = await linesMovedSince(tx, input.planId, input.since, linesAtOnce);
    const isUnderWay = state === "approved" || state === "applying";
    const done = sum(counts.lines) - (counts.lines.planned ?? 0);
    return {
      planId: input.planId,
      state,
      finishedAt,
      asOf: tx.now,
      total: sum(counts.lines),
      done,
      counts,
      /** Nothing moves before this has ended: the PSA's or our own budget's word. */
      waits: isUnderWay ? await waitingSentence(tx, input.planId) : undefined,
      lines: lines.map(({ operations, ...line }) => ({
        ...line,
        operations: operations.map(operationOfLine),
      })),
    };
  });
}

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, one) => total + one, 0);

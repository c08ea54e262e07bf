import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { businessDate } from "@/lib/dates";
import { type KnownLine, knownLinesAfter, knownLinesOfPlan } from "./line-memory-query";
import { noteDrifts, type SeenLine } from "./note-drifts";
import { notePrices } from "./note-prices";
import { settleAgreeing } from "./settle-agreeing";

const pageSize = 500;

export type Noticed = { lines: number; drifting: number };

/**
 * Compares what we wrote to each line of a connection with our copy of the PSA, page by page and without a call: hand
 * edits and prices that moved become findings, findings whose sides agree again close. With a plan, only the lines that it wrote to.
 */
export async function reconcileConnection(
  ctx: Ctx,
  input: { connectionId: string; planId?: string | undefined },
): Promise<Noticed> {
  requirePermission(ctx, "sync.run");
  const { connectionId, planId } = input;
  if (planId !== undefined) {
    return ctx.transaction(async (tx) => {
      const lines = await knownLinesOfPlan(tx, connectionId, planId);
      const drifting = await note(tx, lines);
      return { lines: lines.length, drifting: drifting.length };
    });
  }
  const noticed: Noticed = { lines: 0, drifting: 0 };
  let after: string | undefined;
  do {
    const page = await ctx.transaction(async (tx) => {
      const lines = await knownLinesAfter(tx, connectionId, after, pageSize);
      const drifting = await note(tx, lines);
      return { lines, drifting };
    });
    noticed.lines += page.lines.length;
    noticed.drifting += page.drifting.length;
    after = page.lines.length < pageSize ? undefined : page.lines.at(-1)?.lineLinkId;
  } while (after !== undefined);
  await ctx.transaction((tx) => settleAgreeing(tx, connectionId));
  return noticed;
}

async function note(tx: Tx, lines: readonly KnownLine[]): Promise<string[]> {
  const shown = lines.flatMap((line) => seen(line, tx.now));
  await notePrices(tx, shown);
  return (await noteDrifts(tx, shown)).drifting;
}

function seen(line: KnownLine, now: Date): SeenLine[] {
  if (!line.mirror) return [];
  const { periods, unitPrice, unitCost } = line.mirror;
  const shown = {
    periods,
    ...(unitPrice !== null && { unitPrice }),
    ...(unitCost !== null && { unitCost }),
  };
  return [{ line, shown, today: businessDate(now, line.timeZone) }];
}

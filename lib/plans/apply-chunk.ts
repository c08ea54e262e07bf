import { randomUUID } from "node:crypto";
import type { Ctx } from "@/lib/auth/context";
import { openConnector } from "@/lib/connections/open-connector";
import { groupBy } from "@/lib/group-by";
import { keepLocks } from "@/lib/operations/keep-locks";
import type { Connector } from "@/lib/psa/connector";
import type { PsaError } from "@/lib/psa/errors";
import { claimChunk } from "./claim-chunk";
import { finishRound } from "./finish-round";
import { isDecided, judgeLine, type LineWork, nextOperation } from "./line-work";
import { readChargesOfWork } from "./read-charges-of-work";
import { readLinesOfWork } from "./read-lines-of-work";
import { sendRound } from "./send-round";

/**
 * How many contract lines are read, written and read back together: with two periods each they stay below a page of
 * 500 rows. Small enough that a lost process leaves few lines to look up.
 */
export const chunkLines = 249;

export type ChunkResult = {
  /** Lines that could not go on: locked by another run, or the PSA (or our budget) asks to wait. */
  waiting: number;
  /** Operations whose answer was lost; settle-operation looks them up and resumes the plan. */
  unknown: number;
  retryAfterMs?: number;
  problem?: PsaError;
};

/**
 * Applies one chunk of an approved plan: takes the lines' locks, reads them again in one batch, sends what still is as
 * planned, reads back in one batch and confirms. Safe to run again at any point: the ledger says what was sent. A line
 * that changed meanwhile is superseded, a refusal ends its line, and no line stops another.
 *
 * PSA calls for N lines with D writes: D + 2 batched readings of ceil(2N/500) pages (+ one for each further step).
 */
export async function applyChunk(
  ctx: Ctx,
  chunk: { planId: string; from: number; to: number },
): Promise<ChunkResult> {
  const holder = randomUUID();
  const presence = await ctx.presence();
  const claim = await ctx.transaction((tx) => claimChunk(tx, chunk, { id: holder, presence }));
  const result: ChunkResult = { waiting: claim.locked, unknown: claim.interrupted };
  if (claim.lines.length === 0) return result;
  const locks = keepLocks(ctx, holder);
  try {
    const connector = await openConnector(ctx, claim.connectionId);
    await applyLines(ctx, connector, claim.connectionId, claim.lines, holder, result);
  } finally {
    await locks.release();
  }
  return result;
}

async function applyLines(
  ctx: Ctx,
  connector: Connector,
  connectionId: string,
  lines: LineWork[],
  holder: string,
  result: ChunkResult,
): Promise<void> {
  const decided = lines.filter(isDecided);
  const open = lines.filter((work) => !decided.includes(work));
  const { gone } = await readLinesOfWork(connector, open);
  const verdicts = groupBy(open, (work) => (gone.includes(work) ? "changed" : judgeLine(work)));
  const asPlanned = verdicts.get("as_planned") ?? [];
  const reached = verdicts.get("reached") ?? [];
  const idle = asPlanned.filter((work) => !nextOperation(work));
  await finishRound(ctx, connectionId, {
    reached: [...reached, ...idle],
    changed: verdicts.get("changed") ?? [],
    decided,
    sent: [],
  });
  let active = [...asPlanned, ...reached].filter(nextOperation);
  while (active.length > 0) {
    const round = await sendRound(ctx, connector, active, holder);
    result.waiting += round.waiting.length;
    result.unknown += round.unknown;
    result.problem ??= round.problem;
    result.retryAfterMs ??= round.problem?.retryAfterMs;
    await readLinesOfWork(connector, round.readBack, "read_back");
    await readChargesOfWork(connector, round.sent);
    await finishRound(ctx, connectionId, { reached: [], changed: [], decided: [], sent: round.sent });
    active = round.sent.map(({ work }) => work).filter(nextOperation);
  }
}

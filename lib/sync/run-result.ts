import type { RunCounts } from "@/db/schema/sync";

/**
 * The sentence of a finished check: "Looked at 214 changes since 09:40; 31 tasks made, 4 merged, 2 superseded, 177
 * without effect." or "No changes since 09:40. 3 tasks are still waiting."
 */
export function runResult(run: {
  counts: RunCounts;
  since?: string;
  waiting: number;
  waitingLimit: number;
}): string {
  const { counts, since } = run;
  const sinceWords = since === undefined ? "" : ` since ${since}`;
  if (counts.lookedAt === 0) {
    const number = run.waiting >= run.waitingLimit ? `${run.waitingLimit} or more` : String(run.waiting);
    const waiting = run.waiting === 1 ? "1 task is still waiting." : `${number} tasks are still waiting.`;
    return `No changes${sinceWords}. ${waiting}`;
  }
  const looked = counts.lookedAt === 1 ? "1 change" : `${counts.lookedAt} changes`;
  const made = counts.made === 1 ? "1 task made" : `${counts.made} tasks made`;
  return (
    `Looked at ${looked}${sinceWords}; ${made}, ${counts.merged} merged, ${counts.superseded} superseded, ` +
    `${counts.withoutEffect} without effect.`
  );
}

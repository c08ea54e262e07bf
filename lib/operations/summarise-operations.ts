import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { countOperations, type LogCounts } from "./action-log-store";

/** How the writes stand, in one sentence and the figures of the tiles. */
export async function summariseOperations(ctx: Ctx): Promise<LogCounts & { sentence: string }> {
  requirePermission(ctx, "partner.read");
  const counts = await ctx.transaction(countOperations);
  return { ...counts, sentence: logSentence(counts) };
}

const writes = (count: number) => (count === 1 ? "1 write" : `${count} writes`);

export function logSentence(counts: LogCounts): string {
  if (counts.lastAt === null)
    return "No writes yet. Every write to the PSA will stand here, with what was there before.";
  if (counts.inReview > 0) {
    const what =
      counts.inReview === 1 ? "1 write needs you: its" : `${counts.inReview} writes need you: their`;
    return `${what} outcome could not be proved.`;
  }
  if (counts.underWay > 0)
    return `${writes(counts.underWay)} under way; ${counts.writtenToday} written today.`;
  if (counts.writtenWeek === 0 && counts.refusedWeek === 0) return "Nothing was written in the last 7 days.";
  const refused = counts.refusedWeek === 0 ? "none refused" : `${counts.refusedWeek} refused`;
  return `${writes(counts.writtenWeek)} in the last 7 days, each read back from the PSA; ${refused}.`;
}

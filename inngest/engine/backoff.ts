import { addMilliseconds, toInstant } from "@/lib/clock";

const scheduleSeconds = [15, 30, 60, 120, 300, 600, 1200, 2400, 3600, 7200] as const;
const jitterMs = 30_000;

/**
 * When a failed attempt is repeated, in business time. `retryAfter` is what the function asked for by RetryAfterError:
 * seconds ("120") or an instant in ISO; without it the schedule of an Inngest server, plus up to 30 s by `random`
 * (0 to 1), so that what failed together does not come back together.
 */
export function retryAt(
  now: Date,
  failedAttempt: number,
  retryAfter: string | undefined,
  random: number,
): Date {
  if (retryAfter !== undefined) {
    if (/^\d+$/.test(retryAfter)) return addMilliseconds(now, Number.parseInt(retryAfter, 10) * 1000);
    const asked = Date.parse(retryAfter);
    if (!Number.isNaN(asked)) return toInstant(asked);
  }
  const seconds = scheduleSeconds[Math.min(failedAttempt, scheduleSeconds.length - 1)] ?? 7200;
  return addMilliseconds(now, seconds * 1000 + Math.floor(random * jitterMs));
}

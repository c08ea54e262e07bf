import type { Capabilities } from "@/lib/psa/connector";

const rowsPerPage = 500;
/** What a call takes at a PSA that is not busy. */
const secondsPerCall = 0.25;

/**
 * Calls and time of a plan before it runs, check, re-read under the locks and read-back included: one call for each
 * write, two period rows for each line at the check, five rows for each changed line around its write. 100 changes of
 * 10,000 lines: 100 + 40 + 1 + 5 = 146 calls, about 40 s. Beyond the share of the PSA's hour the rest waits for the
 * following hours.
 */
export function forecast(plan: {
  lines: number;
  writes: number;
  capabilities: Pick<Capabilities, "callsPerHour">;
  /** Share of the PSA's hour that the connection may use. */
  sharePct?: number;
}): { calls: number; seconds: number } {
  const { lines, writes, capabilities, sharePct = 50 } = plan;
  const calls = writes + Math.ceil((2 * lines) / rowsPerPage) + Math.ceil((5 * writes) / rowsPerPage) + 5;
  const perHour = Math.max(1, Math.floor((capabilities.callsPerHour * sharePct) / 100));
  const fullHours = Math.floor((calls - 1) / perHour);
  const seconds = fullHours * 3600 + (calls - fullHours * perHour) * secondsPerCall;
  return { calls, seconds: Math.ceil(seconds) };
}

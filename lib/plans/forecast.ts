/**
 * What applying costs at the PSA: calls, and how long they take under our share of its rolling hour. Told before every
 * run: "146 calls, about 20 s"; "10,145 calls, about 2 h 0 min".
 */
export type Forecast = { calls: number; seconds: number };

export type CallAllowance = {
  /** Calls of the PSA's rolling hour, all tools together. */
  callsPerHour: number;
  /** The part of them we may use, above 0 up to 1. */
  share: number;
  callsInFlight: number;
  /** Calls of the last hour by now: ours, and everybody else's. */
  usedByUs?: number;
  usedByOthers?: number;
};

const rowsPerCall = 500;

/**
 * Calls for `changes` writes among `lines` lines, with the check before: each line shows up to two rows of units; each
 * written line is read again under its lock and read back afterwards, five rows in all; five more for sign-in, metadata
 * and the budget's own question. 100 of 10,000 take 146.
 */
export function forecastCalls({ lines, changes }: { lines: number; changes: number }): number {
  return changes + Math.ceil((2 * lines) / rowsPerCall) + Math.ceil((5 * changes) / rowsPerCall) + 5;
}

/** A PSA answers in about 250 ms, half a second slower from half of the hour's calls on, a second from three quarters. */
function secondsPerCall(used: number, callsPerHour: number): number {
  if (used >= callsPerHour * 0.75) return 1.25;
  return used >= callsPerHour * 0.5 ? 0.75 : 0.25;
}

/**
 * Seconds until so many calls are through, minute by minute: calls in flight side by side, never over our share in any
 * rolling hour. Others' use is taken to stay as it is.
 */
export function forecastSeconds(calls: number, allowance: CallAllowance): number {
  const { callsPerHour, share, callsInFlight, usedByUs = 0, usedByOthers = 0 } = allowance;
  const limit = Math.min(callsPerHour * share, callsPerHour - usedByOthers);
  if (calls > 0 && (limit <= 0 || callsInFlight <= 0)) return Number.POSITIVE_INFINITY;
  // What we used before is taken to leave the hour evenly.
  const booked: number[] = Array.from({ length: 60 }, () => usedByUs / 60);
  let left = calls;
  for (let minute = 0; left > 0; minute += 1) {
    const used = booked.slice(minute + 1, minute + 60).reduce((sum, count) => sum + count, 0);
    const perSecond = callsInFlight / secondsPerCall(used + usedByOthers, callsPerHour);
    const sent = Math.min(left, perSecond * 60, Math.max(0, limit - used));
    left -= sent;
    booked.push(sent);
    if (left <= 0) return Math.ceil(minute * 60 + sent / perSecond);
  }
  return 0;
}

export function forecastOf(work: { lines: number; changes: number }, allowance: CallAllowance): Forecast {
  const calls = forecastCalls(work);
  return { calls, seconds: forecastSeconds(calls, allowance) };
}

/** "146 calls, about 20 s", "5,060 calls, about 1 h 0 min". */
export function sayForecast({ calls, seconds }: Forecast): string {
  const count = `${calls.toLocaleString("en")} ${calls === 1 ? "call" : "calls"}`;
  return `${count}, ${Number.isFinite(seconds) ? `about ${sayDuration(seconds)}` : "waiting for the call budget"}`;
}

function sayDuration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, seconds < 10 ? seconds : Math.ceil(seconds / 10) * 10)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

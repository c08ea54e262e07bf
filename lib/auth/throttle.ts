import { createHash } from "node:crypto";
import { addMilliseconds } from "@/lib/clock";

/** Never more password tries than this are evaluated for one account within the window, however many processes run. */
export const triesPerWindow = 10;
export const windowMinutes = 15;

export const accountKey = (email: string): string => createHash("sha256").update(email).digest("hex");

/** "10:05 UTC": the zone is named, and it is nobody's own, which would tell that the account exists. */
export function throttledMessage(until: Date): string {
  // To the next full minute, so that whoever comes at the time said is let in.
  const shown = addMilliseconds(until, 59_999).toISOString().slice(11, 16);
  return `Too many tries. Wait until ${shown} UTC.`;
}

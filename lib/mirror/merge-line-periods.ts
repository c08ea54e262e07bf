import { addDays } from "@/lib/dates";
import type { LinePeriod } from "@/lib/psa/records";

/**
 * Known rows with a newer reading laid over them: rows that the reading covers give way, rows that stick out on either
 * side are cut at its edge. Known January to March, read February anew: January as known, February as read, March as
 * known.
 */
export function mergeLinePeriods(known: readonly LinePeriod[], read: readonly LinePeriod[]): LinePeriod[] {
  const first = read[0]?.startDate;
  const last = read.at(-1)?.endDate;
  if (first === undefined || last === undefined) return [...known];
  const before = known
    .filter((period) => period.startDate < first)
    .map((period) => (period.endDate >= first ? { ...period, endDate: addDays(first, -1) } : period));
  const after = known
    .filter((period) => period.endDate > last)
    .map((period) => (period.startDate <= last ? { ...period, startDate: addDays(last, 1) } : period));
  return [...before, ...read, ...after];
}

import { addMilliseconds } from "@/lib/clock";
import { addMonths, businessDate, daysInclusive } from "@/lib/dates";

const hourMs = 3_600_000;

/** The first day of the period after today's: of the periods 15 February and 15 March on 20 February, 15 March. */
export function nextPeriodStart(starts: readonly string[], today: string): string | undefined {
  return starts.filter((start) => start > today).sort()[0];
}

/** The first of the next calendar month. */
export function nextMonthStart(today: string): string {
  return addMonths(`${today.slice(0, 8)}01`, 1);
}

/** The same time of day on a later day of a zone; where summer time begins or ends in between, an hour beside it. */
export function onDay(now: Date, day: string, zone: string): Date {
  const days = daysInclusive(businessDate(now, zone), day) - 1;
  const moved = addMilliseconds(now, days * 24 * hourMs);
  const hit = [0, hourMs, -hourMs]
    .map((shift) => addMilliseconds(moved, shift))
    .find((instant) => businessDate(instant, zone) === day);
  return hit ?? moved;
}

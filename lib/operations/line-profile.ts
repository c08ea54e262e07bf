import { addDays } from "@/lib/dates";
import { addDecimals, compareDecimals, subtractDecimals } from "@/lib/money";
import type { LinePeriod, LineState, LineTarget } from "@/lib/psa/records";

/** The quantity in force on a day; "0" where no row covers it. Where rows overlap the later start wins. */
export function quantityOn(periods: readonly LinePeriod[], date: string): string {
  let found: LinePeriod | undefined;
  for (const period of periods) {
    if (
      period.startDate <= date &&
      date <= period.endDate &&
      (!found || period.startDate > found.startDate)
    ) {
      found = period;
    }
  }
  return found?.quantity ?? "0";
}

/**
 * The line as it must look after a write: every row from the effective date on moves by the difference, the row that
 * holds the date is split there. "10 from 1 to 31 March, then 4" with "13 from the 12th where it was 10" becomes 10 to
 * the 11th, 13 to the 31st, then 7. A new line has no rows to move: it gets one from the date to the contract's end.
 * Price and cost stay as read: one that starts later shows only then.
 */
export function expectedAfter(before: LineState, target: LineTarget): LineState {
  const difference = subtractDecimals(target.quantity, target.quantityBefore);
  if (!before.exists) {
    const endDate = before.contract.endDate ?? "9999-12-31";
    return {
      ...before,
      exists: true,
      periods: [{ startDate: target.effectiveDate, endDate, quantity: target.quantity }],
    };
  }
  const periods = before.periods.flatMap((period): LinePeriod[] => {
    if (period.endDate < target.effectiveDate) return [period];
    const moved = { ...period, quantity: addDecimals(period.quantity, difference) };
    if (period.startDate >= target.effectiveDate) return [moved];
    return [
      { ...period, endDate: addDays(target.effectiveDate, -1) },
      { ...moved, startDate: target.effectiveDate },
    ];
  });
  return { ...before, exists: true, periods };
}

/** Whether two readings agree on the quantity of every day of the window, however their rows are cut. */
export function sameQuantities(
  one: readonly LinePeriod[],
  other: readonly LinePeriod[],
  window: { fromDate: string; toDate: string },
): boolean {
  const days = new Set([window.fromDate]);
  for (const { startDate, endDate } of [...one, ...other]) {
    for (const day of [startDate, addDays(endDate, 1)]) {
      if (window.fromDate <= day && day <= window.toDate) days.add(day);
    }
  }
  return [...days].every((day) => compareDecimals(quantityOn(one, day), quantityOn(other, day)) === 0);
}

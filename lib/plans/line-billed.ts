import { priceOn, quantityOn, type Timeline } from "@/lib/billing/timeline";
import { addDays, compareDates } from "@/lib/dates";
import { addDecimals, subtractDecimals } from "@/lib/money";
import type { OwnChange } from "./plan-line-input";

/**
 * How many units a day is billed for: those on the line, or, where a change of ours was charged once for that day
 * instead of standing on the line, its total and what was changed since. Two seats from 17 March that the vendor
 * prorated stand on the line from 1 April; until then 12 are billed where the line shows 10.
 */
export function billedOn(timeline: Timeline, ownChanges: readonly OwnChange[], date: string): string {
  const at = ownChanges.findLastIndex((own) => isChargedFor(own, date));
  const charged = ownChanges[at];
  if (charged === undefined) return quantityOn(timeline, date);
  const since = ownChanges.slice(at + 1).filter((own) => own.effectiveDate <= date);
  return addDecimals(
    charged.wantedQuantity,
    ...since.map((own) => subtractDecimals(own.quantity, own.quantityBefore)),
  );
}

/**
 * The price of a day that the line does not show yet: that of the charge it began with, else what our first change of
 * its price says it was before. Undefined where the line shows it.
 */
export function priceBeforeLine(
  timeline: Timeline,
  ownChanges: readonly OwnChange[],
  date: string,
): string | undefined {
  const began = ({ oneTime, unitPrice }: OwnChange) => oneTime?.isBeginning && unitPrice !== undefined;
  const charged = ownChanges.findLast((own) => began(own) && isChargedFor(own, date))?.unitPrice;
  if (charged !== undefined || priceOn(timeline, date) !== undefined) return charged;
  const priced = ownChanges.filter((own) => own.unitPrice !== undefined);
  return priced.sort((one, other) => compareDates(one.effectiveDate, other.effectiveDate))[0]
    ?.unitPriceBefore;
}

/** Last of the days from `date` on that were charged once without a gap; undefined when `date` was not. */
export function chargedThrough(ownChanges: readonly OwnChange[], date: string): string | undefined {
  const toDate = ownChanges.map((own) => spanOf(own, date)?.toDate).findLast((day) => day !== undefined);
  return toDate && (chargedThrough(ownChanges, addDays(toDate, 1)) ?? toDate);
}

const spanOf = ({ oneTime }: OwnChange, date: string) =>
  oneTime?.spans.find((span) => span.fromDate <= date && date <= span.toDate);

const isChargedFor = (own: OwnChange, date: string): boolean => spanOf(own, date) !== undefined;

import { addDays } from "@/lib/dates";
import { isPeriodStart, nextPeriodStart, type PeriodSchedule, periodContaining } from "./periods";
import { downDate } from "./quantity-rule";
import type { Span } from "./span-amount";

export type ProrationChoice = "psa" | "vendor" | "none";

/** From which day the quantity counts (undefined: the contract ends first), and the days a one-time amount is for. */
export type ProratedDates = { fromDate: string | undefined; oneTime?: Span };

/**
 * More counts in the period of the effective date. The PSA prorates: from that day. The vendor prorates: from the next
 * period, the days until then as a one-time amount. None: from the start of the period. On the first day of a period
 * nothing is prorated, so it counts from that day under every choice.
 */
export function upDates(
  schedule: PeriodSchedule,
  effectiveDate: string,
  choice: ProrationChoice,
): ProratedDates {
  if (choice === "psa" || isPeriodStart(schedule, effectiveDate)) return { fromDate: effectiveDate };
  const period = periodContaining(schedule, effectiveDate);
  if (choice === "none") return { fromDate: period.startDate };
  return {
    fromDate: nextPeriodStart(schedule, effectiveDate),
    oneTime: { fromDate: effectiveDate, toDate: period.endDate },
  };
}

/**
 * Less counts from the next period under every choice. With credit on, the PSA credits from the effective date when it
 * prorates, and the vendor's proration gives the unused days back as a one-time amount; "none" gives no credit.
 */
export function downDates(
  schedule: PeriodSchedule,
  today: string,
  effectiveDate: string,
  choice: ProrationChoice,
  credit: boolean,
): ProratedDates {
  const fromDate = downDate(schedule, today, effectiveDate);
  if (!credit || choice === "none") return { fromDate };
  if (choice === "psa") return { fromDate: effectiveDate };
  const end = fromDate === undefined ? schedule.endDate : addDays(fromDate, -1);
  if (end === undefined || end < effectiveDate) return { fromDate };
  return { fromDate, oneTime: { fromDate: effectiveDate, toDate: end } };
}

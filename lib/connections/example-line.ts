import { isPeriodStart, type PeriodSchedule, periodContaining } from "@/lib/billing/periods";
import { addDays, daysInclusive } from "@/lib/dates";
import { compareDecimals } from "@/lib/money";

/** A line of the partner's own that worked examples are reckoned with. */
export type ExampleLine = {
  customer: string;
  product: string;
  unit: string;
  quantity: string;
  /** As the PSA bills it now; the vendor's where no line stands yet. */
  unitPrice: string;
  /** Of the latest order. */
  vendorPrice?: string;
  vendorCost?: string;
  currency: string;
  schedule: PeriodSchedule;
  /** The contract it stands on; left out while it stands on none, and its periods are those it would have. */
  contract?: string;
};

/**
 * The day of the made-up change: today, or on the first day of a period the middle of it, because then nothing is
 * prorated and every choice would say the same.
 */
export function exampleDate(schedule: PeriodSchedule, today: string): string {
  if (!isPeriodStart(schedule, today)) return today;
  const { startDate, endDate } = periodContaining(schedule, today);
  return addDays(startDate, Math.floor(daysInclusive(startDate, endDate) / 2));
}

/** How many units the made-up change is about: few enough that some are left. */
export const exampleStep = (quantity: string): string => (compareDecimals(quantity, "3") < 0 ? "1" : "2");

import { daysInclusive, earlierDate, laterDate } from "@/lib/dates";
import { amountMinor, minorFromDecimal, multiplyDecimals } from "@/lib/money";
import { daysOf, type PeriodSchedule, periodsTouching } from "./periods";
import type { Span } from "./span-amount";

/** Days of one period that a one-time amount is for, and what they come to. */
export type PeriodPart = {
  span: Span;
  coveredDays: number;
  periodDays: number;
  amountMinor: bigint;
};

/**
 * A one-time amount for days that no recurring period bills: the part of each period it touches is reckoned and rounded
 * by itself. Two seats at 20.00 from 17 March to 30 April: 19.35 for 15 of 31 days and 40.00 for all of April.
 */
export function oneTimeParts(line: {
  quantity: string;
  unitPrice: string;
  span: Span;
  schedule: PeriodSchedule;
  currency: string;
}): readonly PeriodPart[] {
  return periodsTouching(line.schedule, line.span).map((period) => {
    const fromDate = laterDate(line.span.fromDate, period.startDate);
    const toDate = earlierDate(line.span.toDate, period.endDate);
    const coveredDays = daysInclusive(fromDate, toDate);
    const periodDays = daysOf(period);
    const { quantity, unitPrice, currency } = line;
    return {
      span: { fromDate, toDate },
      coveredDays,
      periodDays,
      amountMinor: amountMinor({ quantity, unitPrice, coveredDays, periodDays, currency }),
    };
  });
}

/** A fee is its quantity times its price; nothing of it is prorated. */
export function feeMinor(fee: { quantity: string; unitPrice: string }, currency: string): bigint {
  return minorFromDecimal(multiplyDecimals(fee.quantity, fee.unitPrice), currency);
}

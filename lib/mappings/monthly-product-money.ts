import { shareOfPeriodMinor } from "@/lib/money";
import type { YearlySum } from "./held-products-query";

export type MonthlyMoney = { currency: string; minor: bigint };

/** A twelfth of what a year is worth, rounded once: 1 seat of 112.80 a year is 9.40 per month. */
export const perMonth = (sums: readonly YearlySum[]): MonthlyMoney[] =>
  sums.map(({ currency, perYear }) => ({ currency, minor: shareOfPeriodMinor(perYear, 12, currency) }));

import type { ContractPeriod } from "@/lib/billing/periods";
import { addDays, sayDate, sayDates } from "@/lib/dates";
import { compareDecimals, formatMinor, formatUnitPrice, isNegative, negateDecimal } from "@/lib/money";

const withoutPlural = new Set(["GB", "GiB", "TB", "TiB", "each"]);

/** "1 seat", "12 seats", "30 GB"; a product counted "each" is counted in units. */
export function sayQuantity(quantity: string, unit: string): string {
  if (unit === "each") return sayQuantity(quantity, "unit");
  const isOne = compareDecimals(quantity, "1") === 0;
  return `${quantity} ${isOne || withoutPlural.has(unit) ? unit : `${unit}s`}`;
}

/** "+2", "-3". */
export function sayDifference(difference: string): string {
  return isNegative(difference) ? difference : `+${difference}`;
}

/** "1.29 GBP less", "3.87 GBP more". */
export function sayMoreOrLess(minor: bigint, currency: string): string {
  return minor < 0n ? `${formatMinor(-minor, currency)} less` : `${formatMinor(minor, currency)} more`;
}

/** "2 x 20.00 x 15/31", the way a rule is shown with its numbers; whole periods have no fraction. */
export function sayShare(
  share: { quantity: string; unitPrice: string; coveredDays: number; periodDays: number },
  currency: string,
): string {
  const product = `${share.quantity} x ${formatUnitPrice(share.unitPrice, currency)}`;
  return share.coveredDays === share.periodDays
    ? product
    : `${product} x ${share.coveredDays}/${share.periodDays}`;
}

/** The size of a difference, for sentences that already say which way it goes. */
export function sizeOf(difference: string): string {
  return isNegative(difference) ? negateDecimal(difference) : difference;
}

/** "contract 1 January to 31 December", "contract from 1 January". */
export function sayContractSpan(contract: { startDate: string; endDate?: string }, today: string): string {
  const start = sayDate(contract.startDate, today);
  return contract.endDate === undefined
    ? `contract from ${start}`
    : `contract ${start} to ${sayDate(contract.endDate, today)}`;
}

/** "March" for a calendar month, else its days: "15 February-14 March". */
export function sayPeriod({ startDate, endDate }: ContractPeriod, today: string): string {
  const isMonth =
    startDate.endsWith("-01") &&
    startDate.slice(0, 7) === endDate.slice(0, 7) &&
    addDays(endDate, 1).endsWith("-01");
  return isMonth ? sayDate(startDate, today).slice(2) : sayDates(startDate, endDate, today);
}

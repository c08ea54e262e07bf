import Big from "big.js";
import { minorDigits, pointed } from "@/lib/currency-digits";
import { canonicalDecimal } from "@/lib/decimal-text";

export { minorDigits };

/**
 * Decimal text in, decimal text or whole minor units out; no floating point on the way. Quantities and unit prices are
 * canonical decimals ("12", "9.4"); final amounts are `bigint` minor units of their currency (1935n GBP is 19.35).
 */

export function addDecimals(...terms: readonly string[]): string {
  return fromBig(terms.reduce((sum, term) => sum.plus(term), Big(0)));
}

export function subtractDecimals(minuend: string, subtrahend: string): string {
  return fromBig(Big(minuend).minus(subtrahend));
}

export function multiplyDecimals(...factors: readonly string[]): string {
  return fromBig(factors.reduce((product, factor) => product.times(factor), Big(1)));
}

export function negateDecimal(decimal: string): string {
  return fromBig(Big(decimal).neg());
}

/** -1, 0 or 1. "12.0" and "12" are equal. */
export function compareDecimals(one: string, other: string): -1 | 0 | 1 {
  return Big(one).cmp(other);
}

export function largerDecimal(one: string, other: string): string {
  return compareDecimals(one, other) < 0 ? other : one;
}

export function isZero(decimal: string): boolean {
  return Big(decimal).eq(0);
}

export function isNegative(decimal: string): boolean {
  return Big(decimal).lt(0);
}

/** Decimals in use: 0 for "12.0", 3 for "1.005". */
export function decimalPlaces(decimal: string): number {
  return canonicalDecimal(decimal).split(".")[1]?.length ?? 0;
}

/** "2.5" to 0 places is "3", "-2.5" is "-3". */
export function roundHalfAway(decimal: string, places: number): string {
  return fromBig(Big(decimal).round(places, Big.roundHalfUp));
}

/** Away from zero: "1043.08" to 0 places is "1044". */
export function roundUp(decimal: string, places: number): string {
  return fromBig(Big(decimal).round(places, Big.roundUp));
}

export function roundDown(decimal: string, places: number): string {
  return fromBig(Big(decimal).round(places, Big.roundDown));
}

/**
 * `quantity` units at `unitPrice`, for `coveredDays` of the `periodDays` days of a period: 2 at 20.00 for 15 of 31 days
 * is 19.35. Rounded once, at the end, half away from zero, to the currency's minor digits.
 */
export function amountMinor(line: {
  quantity: string;
  unitPrice: string;
  coveredDays: number;
  periodDays: number;
  currency: string;
}): bigint {
  if (line.coveredDays > line.periodDays) throw new RangeError("more days are covered than the period has");
  const valueOfDays = multiplyDecimals(line.quantity, line.unitPrice, String(line.coveredDays));
  return shareOfPeriodMinor(valueOfDays, line.periodDays, line.currency);
}

/**
 * The same for a period whose quantity or price moves inside it: `valueOfDays` is the sum, over its days, of quantity
 * times unit price. The quotient is never a decimal in between, so nothing is rounded twice.
 */
export function shareOfPeriodMinor(valueOfDays: string, periodDays: number, currency: string): bigint {
  if (!Number.isInteger(periodDays) || periodDays < 1) throw new RangeError(`a period of ${periodDays} days`);
  const [whole = "0", fraction = ""] = canonicalDecimal(valueOfDays).split(".");
  const numerator = BigInt(whole + fraction) * 10n ** BigInt(minorDigits(currency));
  return divideHalfAway(numerator, BigInt(periodDays) * 10n ** BigInt(fraction.length));
}

/** A decimal amount of money as minor units, rounded half away from zero: "8.875" GBP is 888n. */
export function minorFromDecimal(amount: string, currency: string): bigint {
  return shareOfPeriodMinor(amount, 1, currency);
}

export function decimalFromMinor(minor: bigint, currency: string): string {
  return canonicalDecimal(pointed(minor, minorDigits(currency)));
}

/** PSAs take unit prices with four decimals. More are rounded half away from zero, and the caller warns. */
export function sendableUnitPrice(unitPrice: string): { unitPrice: string; wasRounded: boolean } {
  const rounded = roundHalfAway(unitPrice, 4);
  return { unitPrice: rounded, wasRounded: compareDecimals(rounded, unitPrice) !== 0 };
}

/** "1,916 JPY", "-23.23 GBP". */
export function formatMinor(minor: bigint, currency: string): string {
  return `${grouped(pointed(minor, minorDigits(currency)))} ${currency}`;
}

/** A price of one unit, with at least the currency's digits and without its code: "20.00", "9.4667". */
export function formatUnitPrice(unitPrice: string, currency: string): string {
  return grouped(Big(unitPrice).toFixed(Math.max(minorDigits(currency), decimalPlaces(unitPrice))));
}

function fromBig(value: Big): string {
  return canonicalDecimal(value.toFixed());
}

function divideHalfAway(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

/** Thousands are parted by commas, the way amounts are written in the texts of a plan. */
function grouped(decimal: string): string {
  const [whole = "0", fraction] = decimal.split(".");
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? parted : `${parted}.${fraction}`;
}

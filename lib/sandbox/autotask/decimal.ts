import Big from "big.js";

/** The API carries decimals as JSON numbers; arithmetic is exact and becomes a number again only at the end. */
export type Decimal = number | string | Big;

const PLACES_OF_PRICES = 4;

export const decimal = (value: Decimal): Big => new Big(typeof value === "number" ? String(value) : value);

/** Prices keep four places, rounded half away from zero. */
export const asPrice = (value: Big): number => value.round(PLACES_OF_PRICES, Big.roundHalfUp).toNumber();

/** `value` x `part` / `whole`, without rounding in between. */
export const share = (value: Big, part: number, whole: number): Big => value.times(part).div(whole);

/** A final amount in a currency with that many minor digits, rounded half away from zero, once. */
export const asAmount = (value: Big, minorDigits: number): number =>
  value.round(minorDigits, Big.roundHalfUp).toNumber();

export const zeroOr = (value: number | null): Big => decimal(value ?? 0);

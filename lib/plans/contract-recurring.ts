import { isZero, minorFromDecimal, multiplyDecimals } from "@/lib/money";
import type { StoredLine } from "./stored-line";

/** A line of a contract that a plan does not touch, as the mirror has it today. */
export type OtherLine = { quantity: string; unitPrice: string | null };

export type ContractRecurring = {
  currency: string;
  /** Of one billing period of the whole contract. Absent where the price of a line is not known. */
  recurringNowMinor?: string;
  recurringAfterMinor?: string;
  /** The next invoice, reckoned: recurring amount, what this period still brings, and what is charged once. */
  nextInvoiceMinor?: string;
};

/**
 * What a whole contract bills in one period before and after the plan: its other lines as they stand, and the planned
 * ones by their quantity and price. 12 x 9.40 beside a plan from 10 to 12 at 20.00 is 312.80 and 352.80.
 */
export function contractRecurring(
  planned: readonly StoredLine[],
  others: readonly OtherLine[],
): ContractRecurring | undefined {
  const [first] = planned;
  if (!first) return undefined;
  const { currency } = first;
  const now = sum([
    ...others.map((line) => amountOf(line.quantity, line.unitPrice ?? undefined, currency)),
    ...planned.map(({ plan, before }) =>
      amountOf(heldAtLast(plan), plan.unitPrices?.before ?? before.unitPrice, currency),
    ),
  ]);
  if (now === undefined) return { currency };
  if (planned.some(({ plan }) => plan.steps.length > 0 && plan.money === undefined)) {
    return { currency, recurringNowMinor: now.toString() };
  }
  const money = planned.flatMap(({ plan }) => plan.money ?? []);
  const delta = money.reduce((total, line) => total + BigInt(line.recurringDeltaMinor), 0n);
  const once = money.flatMap((line) => [line.currentPeriodMinor, line.oneTimeMinor]);
  const after = now + delta;
  const next = once.reduce((total, minor) => total + BigInt(minor), after);
  return {
    currency,
    recurringNowMinor: now.toString(),
    recurringAfterMinor: after.toString(),
    nextInvoiceMinor: next.toString(),
  };
}

/** What a contract bills in one period as its lines stand: 12 x 9.40 and 2 x 20.00 is 152.80. */
export function contractRecurringOf(lines: readonly OtherLine[], currency: string): string | undefined {
  return sum(lines.map((line) => amountOf(line.quantity, line.unitPrice ?? undefined, currency)))?.toString();
}

/** The quantity the line would come to without the plan, changes of ours still to come included. */
const heldAtLast = ({ quantities, quantityBefore }: StoredLine["plan"]) =>
  quantities.before.at(-1)?.quantity ?? quantityBefore;

const amountOf = (quantity: string, unitPrice: string | undefined, currency: string): bigint | undefined => {
  if (isZero(quantity)) return 0n;
  return unitPrice === undefined
    ? undefined
    : minorFromDecimal(multiplyDecimals(quantity, unitPrice), currency);
};

const sum = (amounts: readonly (bigint | undefined)[]): bigint | undefined =>
  amounts.some((amount) => amount === undefined)
    ? undefined
    : amounts.reduce<bigint>((total, amount) => total + (amount ?? 0n), 0n);

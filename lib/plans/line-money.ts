import {
  type ContractPeriod,
  nextPeriodStart,
  periodContaining,
  periodsPerYear,
} from "@/lib/billing/periods";
import { periodAmountMinor } from "@/lib/billing/span-amount";
import type { LineFrame } from "./line-frame";
import type { Stepped } from "./line-steps";
import type { LineMoney, PeriodMoney, Remainder } from "./plan";
import type { LineFacts } from "./plan-line-input";

/** The money of a line over all its steps; undefined when one of them cannot be priced. */
export function moneyOfLine(
  input: LineFacts,
  frame: LineFrame,
  current: ContractPeriod,
  stepped: Stepped,
  remainders: readonly Remainder[],
): LineMoney | undefined {
  const { currency, cycle } = input;
  const monies = stepped.steps.map((step) => step.money);
  if (monies.some((money) => money === undefined)) return undefined;
  const known = monies.filter((money) => money !== undefined);
  const recurring = sum(known.map((money) => money.recurringDeltaMinor));
  const nextPeriod = nextPeriodOf(frame, current, stepped, currency);
  if (nextPeriod === "unknown") return undefined;
  const charged = remainders.filter((remainder) => remainder.kind !== "missed_posted_period");
  return {
    currency,
    cycle,
    currentPeriodMinor: sum(known.map((money) => money.currentPeriodMinor)).toString(),
    recurringDeltaMinor: recurring.toString(),
    perYearMinor: (recurring * BigInt(periodsPerYear(cycle))).toString(),
    oneTimeMinor: sum(charged.map((remainder) => remainder.amountMinor ?? "0")).toString(),
    ...(nextPeriod && { nextPeriod }),
    exactness: known.some((money) => money.exactness === "estimate") ? "estimate" : "exact",
  };
}

function nextPeriodOf(
  frame: LineFrame,
  current: ContractPeriod,
  { before, after }: Stepped,
  currency: string,
): PeriodMoney | undefined | "unknown" {
  const start = nextPeriodStart(frame.schedule, current.startDate);
  if (start === undefined) return undefined;
  const period = periodContaining(frame.schedule, start);
  const amounts = [before, after].map((timeline) => periodAmountMinor(timeline, period, currency));
  const [beforeMinor, afterMinor] = amounts;
  if (beforeMinor === undefined || afterMinor === undefined) return "unknown";
  return { ...period, beforeMinor: beforeMinor.toString(), afterMinor: afterMinor.toString() };
}

const sum = (minors: readonly string[]) => minors.reduce((total, minor) => total + BigInt(minor), 0n);

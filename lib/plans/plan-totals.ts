import { groupBy } from "@/lib/group-by";
import { formatMinor } from "@/lib/money";
import type { LinePlan, RecurringCycle, Remainder } from "./plan";
import type { StoredLine } from "./stored-line";

/** Sums per currency, in minor units as text; nothing is ever added across currencies, or across cycles per period. */
export type CurrencyTotals = {
  currency: string;
  /** Absent when the lines are billed in different cycles; then only the year can be added up. */
  cycle?: RecurringCycle;
  /** For one whole period of `cycle`; absent with it. */
  recurringDeltaMinor?: string;
  currentPeriodMinor: string;
  perYearMinor: string;
  /** One-time amounts that are written as charges. Absent when there are none. */
  chargesMinor?: string;
  /** Worked out, shown, and left to do by hand: not written. */
  remaindersMinor: string;
  /** Of closed periods, reported only: nobody is asked to charge it. */
  missedMinor: string;
};

export type PlanTotals = {
  lines: number;
  writes: number;
  /** Lines without anything to write. */
  unchanged: number;
  refused: number;
  /** Lines that a person unticked; counted nowhere else. Absent when there are none. */
  leftOut?: number;
  /** Lines with a warning, a question or a refusal. */
  needPerson: number;
  money: readonly CurrencyTotals[];
};

const sumOf = (amounts: readonly (string | undefined)[]) =>
  amounts.reduce((sum, amount) => sum + BigInt(amount ?? "0"), 0n).toString();

export function planTotals(all: readonly StoredLine[]): PlanTotals {
  const lines = all.filter((line) => line.leftOut === undefined);
  const leftOut = all.length - lines.length;
  const withMoney = lines.filter(({ plan }) => currencyOf(plan) !== undefined);
  const byCurrency = groupBy(withMoney, ({ plan }) => currencyOf(plan) ?? "");
  const refused = lines.filter(({ plan }) => plan.refusals.length > 0);
  const doubtful = lines.filter(
    ({ plan }) => plan.refusals.length > 0 || plan.warnings.length > 0 || plan.confirmation !== undefined,
  );
  return {
    lines: lines.length,
    writes: lines.reduce((count, line) => count + writesOf(line), 0),
    unchanged: lines.filter((line) => line.plan.refusals.length === 0 && changesOf(line) === 0).length,
    refused: refused.length,
    needPerson: doubtful.length,
    ...(leftOut > 0 && { leftOut }),
    money: [...byCurrency].map(([currency, some]) =>
      currencyTotals(
        currency,
        some.map(({ plan }) => plan),
      ),
    ),
  };
}

const currencyOf = ({ money, remainders }: LinePlan) => money?.currency ?? remainders[0]?.currency;

function currencyTotals(currency: string, plans: readonly LinePlan[]): CurrencyTotals {
  const money = plans.flatMap((plan) => plan.money ?? []);
  // A line that adds nothing per period may be billed however it likes.
  const cycles = new Set(money.filter((line) => line.recurringDeltaMinor !== "0").map((line) => line.cycle));
  const [cycle = money[0]?.cycle] = cycles;
  const remainders = plans.flatMap((plan) => plan.remainders);
  const charged = remainders.filter(({ charge }) => charge);
  const isMissed = ({ kind }: Remainder) => kind === "missed_posted_period";
  return {
    currency,
    ...(cycles.size <= 1 &&
      cycle !== undefined && {
        cycle,
        recurringDeltaMinor: sumOf(money.map((line) => line.recurringDeltaMinor)),
      }),
    currentPeriodMinor: sumOf(money.map((line) => line.currentPeriodMinor)),
    perYearMinor: sumOf(money.map((line) => line.perYearMinor)),
    ...(charged.length > 0 && { chargesMinor: sumOf(charged.map((one) => one.amountMinor)) }),
    remaindersMinor: sumOf(
      remainders.filter((one) => !isMissed(one) && !one.charge).map((one) => one.amountMinor),
    ),
    missedMinor: sumOf(remainders.filter(isMissed).map((one) => one.amountMinor)),
  };
}

/** Steps, charges and the key: each is one call of the PSA. */
export function writesOf(line: StoredLine): number {
  if (line.plan.refusals.length > 0) return 0;
  return changesOf(line) + (line.link?.writeKey ? 1 : 0);
}

const changesOf = ({ plan: { steps, remainders } }: StoredLine): number =>
  steps.length + remainders.filter(({ charge }) => charge).length;

const signed = (minor: string, currency: string) => {
  const amount = BigInt(minor);
  return `${amount > 0n ? "+" : ""}${formatMinor(amount, currency)}`;
};

const perPeriod: Record<RecurringCycle, string> = {
  monthly: "per month",
  quarterly: "per quarter",
  semiannual: "per half-year",
  annual: "per year",
};

/** "31 changes, +214.60 GBP per month, +96.12 GBP this period, 3 need a person" */
export function planHeadline(totals: PlanTotals): string {
  const changes = totals.lines - totals.unchanged - totals.refused;
  const parts = [`${changes} ${changes === 1 ? "change" : "changes"}`];
  for (const money of totals.money) {
    const { currency, cycle, recurringDeltaMinor } = money;
    parts.push(
      cycle === undefined || recurringDeltaMinor === undefined
        ? `${signed(money.perYearMinor, currency)} per year`
        : `${signed(recurringDeltaMinor, currency)} ${perPeriod[cycle]}`,
      `${signed(money.currentPeriodMinor, currency)} this period`,
    );
    if (money.chargesMinor !== undefined) parts.push(`${signed(money.chargesMinor, currency)} one-time`);
    if (money.remaindersMinor !== "0") {
      parts.push(`${signed(money.remaindersMinor, currency)} one-time, to be charged by hand`);
    }
    if (money.missedMinor !== "0") {
      parts.push(`${signed(money.missedMinor, currency)} of closed periods not billed`);
    }
  }
  if (totals.needPerson > 0)
    parts.push(`${totals.needPerson} need${totals.needPerson === 1 ? "s" : ""} a person`);
  if (totals.leftOut) parts.push(`${totals.leftOut} left out`);
  return parts.join(", ");
}

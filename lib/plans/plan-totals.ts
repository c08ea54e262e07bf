import { formatMinor } from "@/lib/money";
import type { StoredLine } from "./stored-line";

/** Sums per currency, in minor units as text; nothing is ever added across currencies. */
export type CurrencyTotals = {
  currency: string;
  recurringDeltaMinor: string;
  currentPeriodMinor: string;
  perYearMinor: string;
  /** Worked out, shown, and left to do by hand: not written. */
  remaindersMinor: string;
};

export type PlanTotals = {
  lines: number;
  writes: number;
  /** Lines without anything to write. */
  unchanged: number;
  refused: number;
  /** Lines with a warning, a question or a refusal. */
  needPerson: number;
  money: readonly CurrencyTotals[];
};

const add = (sum: string, amount: string | undefined) => (BigInt(sum) + BigInt(amount ?? "0")).toString();

export function planTotals(lines: readonly StoredLine[]): PlanTotals {
  const byCurrency = new Map<string, CurrencyTotals>();
  for (const { plan } of lines) {
    const currency = plan.money?.currency ?? plan.remainders[0]?.currency;
    if (currency === undefined) continue;
    const sum = byCurrency.get(currency) ?? {
      currency,
      recurringDeltaMinor: "0",
      currentPeriodMinor: "0",
      perYearMinor: "0",
      remaindersMinor: "0",
    };
    byCurrency.set(currency, {
      currency,
      recurringDeltaMinor: add(sum.recurringDeltaMinor, plan.money?.recurringDeltaMinor),
      currentPeriodMinor: add(sum.currentPeriodMinor, plan.money?.currentPeriodMinor),
      perYearMinor: add(sum.perYearMinor, plan.money?.perYearMinor),
      remaindersMinor: plan.remainders.reduce(
        (total, one) => add(total, one.amountMinor),
        sum.remaindersMinor,
      ),
    });
  }
  const refused = lines.filter(({ plan }) => plan.refusals.length > 0);
  const doubtful = lines.filter(
    ({ plan }) => plan.refusals.length > 0 || plan.warnings.length > 0 || plan.confirmation !== undefined,
  );
  return {
    lines: lines.length,
    writes: lines.reduce((count, line) => count + writesOf(line), 0),
    unchanged: lines.filter((line) => line.plan.refusals.length === 0 && line.plan.steps.length === 0).length,
    refused: refused.length,
    needPerson: doubtful.length,
    money: [...byCurrency.values()],
  };
}

/** Steps and the key: each is one call of the PSA. */
export function writesOf(line: StoredLine): number {
  if (line.plan.refusals.length > 0) return 0;
  return line.plan.steps.length + (line.link?.writeKey ? 1 : 0);
}

const signed = (minor: string, currency: string) => {
  const amount = BigInt(minor);
  return `${amount > 0n ? "+" : ""}${formatMinor(amount, currency)}`;
};

/** "31 changes, +214.60 GBP per period, +96.12 GBP this period, 3 need a person" */
export function planHeadline(totals: PlanTotals): string {
  const changes = totals.lines - totals.unchanged - totals.refused;
  const parts = [`${changes} ${changes === 1 ? "change" : "changes"}`];
  for (const money of totals.money) {
    parts.push(
      `${signed(money.recurringDeltaMinor, money.currency)} per period`,
      `${signed(money.currentPeriodMinor, money.currency)} this period`,
    );
    if (money.remaindersMinor !== "0") {
      parts.push(`${signed(money.remaindersMinor, money.currency)} one-time, to be charged by hand`);
    }
  }
  if (totals.needPerson > 0)
    parts.push(`${totals.needPerson} need${totals.needPerson === 1 ? "s" : ""} a person`);
  return parts.join(", ");
}

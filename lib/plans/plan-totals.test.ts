import { describe, expect, it } from "vitest";
import type { LinePlan, RecurringCycle, Remainder } from "./plan";
import { planHeadline, planTotals, writesOf } from "./plan-totals";
import type { StoredLine } from "./stored-line";

type Given = {
  currency?: string;
  cycle?: RecurringCycle;
  perPeriod?: string;
  now?: string;
  perYear?: string;
  steps?: number;
  remainders?: readonly Pick<Remainder, "kind" | "amountMinor">[];
  rest?: Partial<LinePlan>;
  writeKey?: boolean;
};

/** A line of a plan, as far as totals look at it. */
function line(given: Given = {}): StoredLine {
  const { currency = "GBP", cycle = "monthly", perPeriod = "1880", now = "910", perYear = "22560" } = given;
  const plan = {
    steps: Array.from({ length: given.steps ?? 1 }, () => ({})),
    warnings: [],
    refusals: [],
    remainders: (given.remainders ?? []).map((one) => ({ ...one, currency })),
    money: {
      currency,
      cycle,
      recurringDeltaMinor: perPeriod,
      currentPeriodMinor: now,
      perYearMinor: perYear,
    },
    ...given.rest,
  };
  const link = { subscriptionId: "s", key: "EFS-1", writeKey: given.writeKey ?? false };
  return { plan, link, currency } as unknown as StoredLine;
}

const headline = (...lines: StoredLine[]) => planHeadline(planTotals(lines));

const refused = line({
  steps: 0,
  rest: { refusals: [{ code: "in_bundle", sentence: "No." }], money: undefined },
});
const warned = line({ rest: { warnings: [{ code: "price_rounded", sentence: "Rounded." }] } });

describe("the headline of a plan", () => {
  it.each<[string, StoredLine[]]>([
    ["1 change, +18.80 GBP per month, +9.10 GBP this period", [line()]],
    ["2 changes, +37.60 GBP per month, +18.20 GBP this period", [line(), line()]],
    [
      "1 change, -56.40 GBP per month, 0.00 GBP this period",
      [line({ perPeriod: "-5640", now: "0", perYear: "-67680" })],
    ],
    [
      "2 changes, +18.80 GBP per month, +9.10 GBP this period, +5.00 USD per month, +2.00 USD this period",
      [line(), line({ currency: "USD", perPeriod: "500", now: "200" })],
    ],
    [
      "2 changes, +425.60 GBP per year, +18.20 GBP this period",
      [line(), line({ cycle: "annual", perPeriod: "20000", perYear: "20000" })],
    ],
    [
      "1 change, +18.80 GBP per month, +9.10 GBP this period",
      [line(), line({ cycle: "annual", steps: 0, perPeriod: "0", now: "0", perYear: "0" })],
    ],
    [
      "1 change, +18.80 GBP per month, +9.10 GBP this period, +6.04 GBP one-time, to be charged by hand",
      [line({ remainders: [{ kind: "catch_up", amountMinor: "604" }] })],
    ],
    [
      "1 change, +18.80 GBP per month, +9.10 GBP this period, +6.04 GBP of closed periods not billed",
      [line({ remainders: [{ kind: "missed_posted_period", amountMinor: "604" }] })],
    ],
    ["1 change, +18.80 GBP per month, +9.10 GBP this period, 1 needs a person", [warned]],
    ["1 change, +18.80 GBP per month, +9.10 GBP this period, 2 need a person", [warned, refused]],
    ["0 changes, 1 needs a person", [refused]],
  ])("%s", (text, lines) => {
    expect(headline(...lines)).toBe(text);
  });
});

describe("totals", () => {
  it("add nothing across currencies, and per period nothing across cycles", () => {
    const { money } = planTotals([line(), line({ cycle: "annual" }), line({ currency: "USD" })]);
    expect(money.map(({ currency, cycle }) => [currency, cycle])).toEqual([
      ["GBP", undefined],
      ["USD", "monthly"],
    ]);
    expect(money[0]).not.toHaveProperty("recurringDeltaMinor");
  });

  it("stay exact beyond what a floating number holds", () => {
    const huge = "9007199254740993";
    expect(planTotals([line({ now: huge }), line({ now: "1" })]).money[0]?.currentPeriodMinor).toBe(
      "9007199254740994",
    );
  });

  it("count a key as a write, and nothing of a refused line", () => {
    expect([line({ writeKey: true }), line({ steps: 0 }), refused].map(writesOf)).toEqual([2, 0, 0]);
    expect(planTotals([line({ writeKey: true }), refused])).toMatchObject({
      lines: 2,
      writes: 2,
      refused: 1,
    });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AutomationLevel, type GuardLimits, type LineFacts, whyNotAlone } from "./alone-rule";

const limits: GuardLimits = { recurring: "100.00", quantityPct: 25, quantityUnits: 5, marginFloorPct: 0 };

const money = (recurringDeltaMinor: string) => ({
  currency: "GBP",
  cycle: "monthly" as const,
  currentPeriodMinor: "0",
  recurringDeltaMinor,
  perYearMinor: "0",
  oneTimeMinor: "0",
  exactness: "estimate" as const,
});

const step = {
  kind: "set_line_quantity" as const,
  effectiveDate: "2026-03-17",
  quantityBefore: "10",
  quantity: "12",
  createsLine: false,
  undo: { class: "compensating" as const, sentence: "" },
  sentence: "",
};

/** 10 to 12 seats at 9.40 of what was written before: nothing is against it. */
const plan: LineFacts["plan"] = {
  type: "change",
  quantityBefore: "10",
  quantity: "12",
  warnings: [],
  refusals: [],
  adoptsLine: false,
  steps: [step],
  money: money("1880"),
  unitPrices: { before: "9.4", after: "9.4" },
  unitCosts: { before: "7.1", after: "7.1" },
};

const facts = (
  change: Partial<LineFacts["plan"]> = {},
  more: Partial<Omit<LineFacts, "plan">> = {},
): LineFacts => ({
  plan: { ...plan, ...change },
  warnings: [],
  firstOf: [],
  batch: { lowered: 0, subscriptions: 100 },
  ...more,
});

const guardOf = (level: AutomationLevel, line: LineFacts, own: Partial<GuardLimits> = {}) =>
  whyNotAlone(level, line, { ...limits, ...own })?.guard;

describe("what may be written without a person", () => {
  it.each([
    ["watch", "level"],
    ["ask", "level"],
    ["guarded", undefined],
    ["automatic", undefined],
  ] as const)("of an ordinary small change at level %s: held by %s", (level, guard) => {
    expect(guardOf(level, facts())).toBe(guard);
  });

  it.each<[string, LineFacts, string | undefined, string | undefined]>([
    [
      "a line that cannot be written",
      facts({ refusals: [{ code: "currency_differs", sentence: "The contract is in USD." }] }),
      "refused",
      "refused",
    ],
    ["a line that asks something", facts({ confirmation: "Make a new one?" }), "question", "question"],
    [
      "a warning of the plan",
      facts({ warnings: [{ code: "late_order_moved", sentence: "Moved." }] }),
      "warning",
      undefined,
    ],
    ["a warning of the task", facts({}, { warnings: [{ message: "A fee." }] }), "warning", undefined],
    ["the first of a customer", facts({}, { firstOf: ["customer"] }), "first", undefined],
    ["the first of a product mapping", facts({}, { firstOf: ["product"] }), "first", undefined],
    ["the first of a contract", facts({}, { firstOf: ["contract"] }), "first", undefined],
    ["a cancellation", facts({ type: "cancellation", quantity: "0" }), "cancellation", undefined],
    ["a recurring difference at the limit", facts({ money: money("10000") }), undefined, undefined],
    ["a recurring difference above it", facts({ money: money("10001") }), "recurring", undefined],
    ["as much less", facts({ money: money("-10001") }), "recurring", undefined],
    ["a worth that is not known", facts({ money: undefined }), "recurring", undefined],
    ["once 100.00", facts({ money: { ...money("1880"), oneTimeMinor: "10000" } }), undefined, undefined],
    [
      "once more than that",
      facts({ money: { ...money("1880"), oneTimeMinor: "10001" } }),
      "one_time",
      undefined,
    ],
    [
      "a credit as large",
      facts({ money: { ...money("1880"), oneTimeMinor: "-10001" } }),
      "one_time",
      undefined,
    ],
    ["a line that stood there unlinked", facts({ adoptsLine: true }), "twin", "twin"],
    ["nothing to write and no worth", facts({ money: undefined, steps: [] }), undefined, undefined],
    ["5 units of 10", facts({ quantity: "15" }), undefined, undefined],
    ["6 units of 10", facts({ quantity: "16" }), "quantity", undefined],
    ["6 units less of 10", facts({ quantity: "4" }), "quantity", undefined],
    ["25 % of 100", facts({ quantityBefore: "100", quantity: "125" }), undefined, undefined],
    ["26 % of 100", facts({ quantityBefore: "100", quantity: "126" }), "quantity", undefined],
    ["a sale of 5", facts({ type: "sales", quantityBefore: "0", quantity: "5" }), undefined, undefined],
    ["a sale of 6", facts({ type: "sales", quantityBefore: "0", quantity: "6" }), "quantity", undefined],
    ["10 units more of 10", facts({ quantity: "20" }), "quantity", undefined],
    ["11 units more of 10", facts({ quantity: "21" }), "jump", "jump"],
    ["11 units less of 20", facts({ quantityBefore: "20", quantity: "9" }), "jump", "jump"],
    ["11 units of 22", facts({ quantityBefore: "22", quantity: "33" }), "quantity", undefined],
    ["an end of many", facts({ type: "cancellation", quantityBefore: "30", quantity: "0" }), "jump", "jump"],
    ["usage that falls to 0", facts({ type: "billing", quantityBefore: "3", quantity: "0" }), "zero", "zero"],
    ["20 % of all lowered", facts({}, { batch: { lowered: 20, subscriptions: 100 } }), undefined, undefined],
    ["21 % of all lowered", facts({}, { batch: { lowered: 21, subscriptions: 100 } }), "batch", "batch"],
    ["one of three lowered", facts({}, { batch: { lowered: 1, subscriptions: 3 } }), "batch", "batch"],
  ])("%s is held as the level says", (_what, line, guarded, automatic) => {
    expect(guardOf("guarded", line)).toBe(guarded);
    expect(guardOf("automatic", line)).toBe(automatic);
  });

  it.each([
    ["a margin at the floor", 24, undefined],
    ["a margin below it", 25, "margin"],
    ["no floor", 0, undefined],
  ] as const)("%s of 9.40 bought at 7.10 (24.4 %%)", (_what, marginFloorPct, guard) => {
    expect(guardOf("guarded", facts(), { marginFloorPct })).toBe(guard);
    expect(guardOf("automatic", facts(), { marginFloorPct })).toBe(guard);
  });

  it("a margin that nobody knows is not above a floor, and an end needs none", () => {
    const unknown = facts({ unitCosts: undefined });
    expect(guardOf("automatic", unknown, { marginFloorPct: 10 })).toBe("margin");
    expect(guardOf("automatic", facts({ quantity: "0" }), { marginFloorPct: 90 })).toBeUndefined();
  });

  it("the limits are those of the connection", () => {
    const larger = { recurring: "500.00", quantityPct: 50, quantityUnits: 8 };
    const line = facts({ quantity: "18", money: money("40000") });
    expect(guardOf("guarded", line)).toBe("recurring");
    expect(guardOf("guarded", line, larger)).toBeUndefined();
  });

  it.each([
    [facts({ type: "cancellation", quantity: "0" }), "Waits for a person: it is a cancellation."],
    [
      facts({ quantity: "25" }),
      "Waits for a person: 10 to 25 is a change of more than 50 % and more than 10 units.",
    ],
    [
      facts({ money: money("-12345") }),
      "Waits for a person: -123.45 GBP recurring is more than the limit of 100.00.",
    ],
    [facts({}, { firstOf: ["contract"] }), "Waits for a person: it is the first change of this contract."],
    [facts({ confirmation: "Make a new one?" }), "Waits for a person: Make a new one?"],
  ])("says why in a sentence (%#)", (line, sentence) => {
    expect(whyNotAlone("guarded", line, limits)?.sentence).toBe(sentence);
  });

  it("tells no cost to those who read the reason", () => {
    const hold = whyNotAlone("automatic", facts(), { ...limits, marginFloorPct: 90 });
    expect(hold?.sentence).not.toMatch(/7\.1|9\.4/);
  });

  const anyFacts = fc.record({
    type: fc.constantFrom("sales", "change", "billing", "cancellation"),
    before: fc.integer({ min: 0, max: 200 }),
    after: fc.integer({ min: 0, max: 200 }),
    delta: fc.integer({ min: -50_000, max: 50_000 }),
    isWarned: fc.boolean(),
    isFirst: fc.boolean(),
    lowered: fc.integer({ min: 0, max: 40 }),
  });
  const lineOf = (any: typeof anyFacts extends fc.Arbitrary<infer Value> ? Value : never): LineFacts =>
    facts(
      {
        type: any.type as LineFacts["plan"]["type"],
        quantityBefore: String(any.before),
        quantity: String(any.after),
        money: money(String(any.delta)),
      },
      {
        warnings: any.isWarned ? [{ message: "Look." }] : [],
        firstOf: any.isFirst ? ["product"] : [],
        batch: { lowered: any.lowered, subscriptions: 100 },
      },
    );

  it("whatever guarded writes alone, automatic does too; below guarded nothing goes", () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const line = lineOf(any);
        expect(guardOf("watch", line)).toBe("level");
        expect(guardOf("ask", line)).toBe("level");
        if (guardOf("guarded", line) === undefined) expect(guardOf("automatic", line)).toBeUndefined();
      }),
    );
  });

  it("a narrower limit never lets more through", () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(100), fc.nat(50), (any, quantityPct, quantityUnits) => {
        const line = lineOf(any);
        const isHeld = guardOf("guarded", line, {
          quantityPct: quantityPct + 1,
          quantityUnits: quantityUnits + 1,
        });
        if (isHeld) expect(guardOf("guarded", line, { quantityPct, quantityUnits })).toBeDefined();
      }),
    );
  });
});

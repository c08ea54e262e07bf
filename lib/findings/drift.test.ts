import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { driftsOf, expectedQuantity, type LineMemory, type WrittenChange } from "./drift";

const today = "2026-03-17";
const write = (effectiveDate: string, from: string, to: string, more: Partial<WrittenChange> = {}) => ({
  effectiveDate,
  quantityBefore: from,
  quantity: to,
  ...more,
});
const memory = (more: Partial<LineMemory> = {}): LineMemory => ({
  changes: [],
  owners: { quantity: "portal", price: "portal", cost: "portal" },
  ...more,
});
const shows = (quantity: string, more: { unitPrice?: string; unitCost?: string } = {}) => ({
  periods: [{ startDate: "2026-03-01", endDate: "2026-03-31", quantity }],
  ...more,
});

describe("a quantity in the PSA that is not ours", () => {
  const noted: [string, LineMemory, string, string | undefined][] = [
    ["what was last written", memory({ lastWritten: { quantity: "10" } }), "10", undefined],
    ["another one", memory({ lastWritten: { quantity: "10" } }), "11", "10"],
    ["a line we never wrote to", memory(), "11", undefined],
    [
      "a decrease of ours that counts from April",
      memory({ changes: [write("2026-04-01", "10", "4")] }),
      "10",
      undefined,
    ],
    [
      "the decrease, written by hand a month early",
      memory({ changes: [write("2026-04-01", "10", "4")] }),
      "4",
      "10",
    ],
    [
      "an upgrade and what undid it a day later",
      memory({ changes: [write("2026-03-17", "10", "14"), write("2026-03-18", "14", "10")] }),
      "14",
      undefined,
    ],
    [
      "an upgrade before a decrease that was written first",
      memory({ changes: [write("2026-04-01", "10", "6"), write("2026-03-12", "10", "13")] }),
      "13",
      undefined,
    ],
    [
      "a field that belongs to the PSA",
      memory({ lastWritten: { quantity: "10" }, owners: { quantity: "psa", price: "psa", cost: "psa" } }),
      "11",
      undefined,
    ],
    [
      "a hand edit that was accepted",
      memory({
        changes: [write("2026-03-05", "8", "10")],
        accepted: { quantity: { value: "11", onDate: "2026-03-15" } },
      }),
      "11",
      undefined,
    ],
    [
      "a pinned value that somebody changed",
      memory({ pins: [{ field: "quantity", value: "11", reason: "agreed", by: "Ada", at: "" }] }),
      "12",
      "11",
    ],
  ];
  it.each(noted)("%s", (_case, line, quantity, ours) => {
    const found = driftsOf(line, shows(quantity), today);
    expect(found).toEqual(ours === undefined ? [] : [{ field: "quantity", ours, now: quantity }]);
  });

  it("proves nothing on a day that no row covers", () => {
    const line = memory({ lastWritten: { quantity: "10" } });
    expect(driftsOf(line, { periods: [] }, today)).toEqual([]);
    expect(driftsOf(line, shows("11"), "2026-05-01")).toEqual([]);
  });
});

describe("a price or cost in the PSA that is not ours", () => {
  it.each([
    ["the one we wrote", "9.4", []],
    ["another one", "8.75", [{ field: "price", ours: "9.4", now: "8.75" }]],
  ])("%s", (_case, unitPrice, found) => {
    const line = memory({ lastWritten: { unitPrice: "9.4" } });
    expect(driftsOf(line, shows("10", { unitPrice }), today)).toEqual(found);
  });

  it("knows both figures of a price of ours that is still to come", () => {
    const coming = write("2026-04-01", "10", "10", { unitPrice: "11", unitPriceBefore: "9.4" });
    const line = memory({ lastWritten: { unitPrice: "11" }, changes: [coming] });
    expect(driftsOf(line, shows("10", { unitPrice: "9.4" }), today)).toEqual([]);
    expect(driftsOf(line, shows("10", { unitPrice: "9.4" }), "2026-04-02")).toMatchObject([
      { field: "price" },
    ]);
  });

  it("does not take a cost for a hand edit that the PSA ignored without the right", () => {
    const past = write("2026-02-01", "10", "10", { unitCost: "8", unitCostBefore: "7.1" });
    const line = memory({ lastWritten: { unitCost: "8" }, changes: [past] });
    expect(driftsOf(line, shows("10", { unitCost: "7.1" }), today)).toEqual([]);
    expect(driftsOf(line, shows("10", { unitCost: "5" }), today)).toMatchObject([
      { field: "cost", ours: "8" },
    ]);
  });
});

it("expects on every day what our writes add up to, in whatever order they were confirmed", () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-03-${String(n).padStart(2, "0")}`);
  const steps = fc.array(fc.tuple(day, fc.integer({ min: -3, max: 5 })), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(steps, day, (given, on) => {
      // A line that holds 100 and takes each write as the PSA does: every later day moves with it.
      const held = new Map<string, number>();
      const at = (date: string) =>
        [...held].reduce((sum, [from, by]) => (from <= date ? sum + by : sum), 100);
      const changes = given.map(([date, by]) => {
        const before = at(date);
        held.set(date, (held.get(date) ?? 0) + by);
        return write(date, String(before), String(before + by));
      });
      expect(expectedQuantity(memory({ changes }), on)).toBe(String(at(on)));
    }),
  );
});

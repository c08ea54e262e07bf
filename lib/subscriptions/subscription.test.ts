import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { impliedOrders } from "./implied-orders";
import { canBecome } from "./legal-moves";
import { foldSubscription } from "./subscription";
import { line, version } from "./test-history";

const change = (id: string, on: string, quantity: string, given = {}) =>
  line(id, { on, quantity, orderType: "change", ...given });

describe("a subscription", () => {
  it("holds what its latest completed line says, whatever the order of arrival", () => {
    const lines = [change("3", "2026-03-20", "12"), line("1"), change("2", "2026-03-05", "14")];
    expect(foldSubscription(lines, [])).toMatchObject({ quantity: "12", status: "active" });
    expect(foldSubscription([...lines].reverse(), [])).toEqual(foldSubscription(lines, []));
  });

  it("orders lines of one instant by the vendor's ids, which count upwards", () => {
    const lines = [change("1000", "2026-03-05", "15"), change("999", "2026-03-05", "14"), line("1")];
    expect(foldSubscription(lines, [])).toMatchObject({ quantity: "15" });
  });

  it("keeps the price when a line names none", () => {
    expect(
      foldSubscription([line("1"), change("2", "2026-03-05", "12", { unitPrice: null })], []),
    ).toMatchObject({
      quantity: "12",
      unitPrice: "9.4",
    });
  });

  it("is pending while its order is only accepted, and cancelled when that failed", () => {
    expect(foldSubscription([line("1", { orderStatus: "accepted" })], [])).toMatchObject({
      status: "pending",
      quantity: "0",
    });
    expect(foldSubscription([line("1", { orderStatus: "failed" })], [])).toMatchObject({
      status: "cancelled",
    });
  });

  it("ends at once by a cancellation without a later date", () => {
    const end = line("2", { on: "2026-03-10", orderType: "cancellation", quantity: null });
    expect(foldSubscription([line("1"), end], [])).toMatchObject({ status: "cancelled", quantity: "0" });
  });

  it("goes on until the day before a cancellation that is dated later", () => {
    const end = line("2", { on: "2026-03-10", orderType: "cancellation", effectiveDate: "2026-04-01" });
    expect(foldSubscription([line("1"), end], [])).toMatchObject({
      status: "active",
      quantity: "10",
      endDate: "2026-03-31",
    });
  });

  it("is not brought back by anything said after its end", () => {
    const end = line("2", { on: "2026-03-10", orderType: "cancellation", quantity: null });
    const lines = [line("1"), end, change("3", "2026-03-12", "5")];
    expect(foldSubscription(lines, [version("2026-03-13")])).toMatchObject({
      status: "cancelled",
      quantity: "0",
    });
  });

  it("follows the newest edition, and an order that is newer still", () => {
    const lines = [line("1"), change("2", "2026-03-20", "12")];
    const posted = [version("2026-03-10", { quantity: "11", assignedQuantity: "7" })];
    expect(foldSubscription(lines, posted)).toMatchObject({ quantity: "12", assignedQuantity: "7" });
    expect(foldSubscription(lines, [version("2026-03-25", { status: "suspended" })])).toMatchObject({
      status: "suspended",
      quantity: "10",
    });
  });

  it("becomes active when its trial is sold", () => {
    const sold = line("1", { on: "2026-03-20" });
    expect(foldSubscription([sold], [version("2026-03-10", { status: "trial" })])).toMatchObject({
      status: "active",
    });
  });
});

describe("the same facts", () => {
  const types = ["sales", "change", "billing", "cancellation"] as const;
  const date = fc.integer({ min: 1, max: 9 }).map((each) => `2026-03-0${each}`);
  const lines = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 990, max: 1010 }),
      on: date,
      orderType: fc.constantFrom(...types),
      orderStatus: fc.constantFrom("completed", "completed", "withdrawn", "accepted"),
      quantity: fc.integer({ min: 0, max: 5 }).map(String),
      effectiveDate: fc.option(date),
    }),
    { selector: ({ id }) => id, maxLength: 8 },
  );
  const versions = fc.uniqueArray(
    fc.record({
      on: date,
      quantity: fc.integer({ min: 0, max: 5 }).map(String),
      status: fc.constantFrom("pending", "trial", "active", "active", "suspended", "cancelled"),
    }),
    { selector: ({ on }) => on, maxLength: 5 },
  );

  it("make the same subscription and the same implied orders in every order of arrival", () => {
    fc.assert(
      fc.property(lines, versions, fc.infiniteStream(fc.nat()), (ordered, posted, dice) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((each) => ({ each, rank: dice.next().value ?? 0 }))
            .sort((one, other) => one.rank - other.rank)
            .map(({ each }) => each);
        const all = ordered.map(({ id, ...given }) => line(`${id}`, given as Parameters<typeof line>[1]));
        const editions = posted.map(({ on, ...content }) => version(on, content));
        const again = [shuffled(all), shuffled(editions)] as const;
        expect(foldSubscription(...again)).toEqual(foldSubscription(all, editions));
        expect(impliedOrders(...again)).toEqual(impliedOrders(all, editions));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a status", () => {
  it.each([
    ["pending", "suspended", true],
    ["trial", "suspended", true],
    ["active", "suspended", true],
    ["suspended", "active", true],
    ["active", "trial", false],
    ["active", "pending", false],
    ["cancelled", "active", false],
    ["expired", "cancelled", false],
  ] as const)("%s > %s: %s", (from, to, isLegal) => {
    expect(canBecome(from, to)).toBe(isLegal);
  });
});

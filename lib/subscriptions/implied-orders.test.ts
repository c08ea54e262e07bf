import { describe, expect, it } from "vitest";
import { impliedOrders } from "./implied-orders";
import { line, version } from "./test-history";

const implied = (...of: Parameters<typeof impliedOrders>) =>
  impliedOrders(...of).map(({ type, previousQuantity, quantity, reason }) => ({
    type,
    from: previousQuantity,
    to: quantity,
    reason,
  }));

describe("an implied order", () => {
  it("is a sale when nothing was ordered", () => {
    expect(implied([], [version("2026-03-05")])).toEqual([
      { type: "sales", from: null, to: "10", reason: null },
    ]);
  });

  it("is none when an order explains the edition", () => {
    expect(implied([line("1")], [version("2026-03-05")])).toEqual([]);
  });

  it("is a change of what was ordered, once for each difference", () => {
    const posted = [
      version("2026-03-05", { quantity: "12" }),
      version("2026-03-06", { quantity: "12" }),
      version("2026-03-07", { quantity: "9" }),
    ];
    expect(implied([line("1")], posted)).toEqual([
      { type: "change", from: "10", to: "12", reason: null },
      { type: "change", from: "12", to: "9", reason: null },
    ]);
  });

  it("is a change when only the price differs", () => {
    expect(implied([line("1")], [version("2026-03-05", { unitPrice: "9.9" })])).toMatchObject([
      { type: "change", from: "10", to: "10" },
    ]);
  });

  it("ends what the vendor says has ended", () => {
    expect(implied([line("1")], [version("2026-03-05", { status: "expired" })])).toMatchObject([
      { type: "cancellation", from: "10", to: "0" },
    ]);
    expect(implied([], [version("2026-03-05", { status: "cancelled" })])).toEqual([]);
  });

  it("is a billing order for a product that is billed by usage", () => {
    expect(
      implied([line("1")], [version("2026-03-05", { quantity: "18", productKind: "usage" })]),
    ).toMatchObject([{ type: "billing" }]);
  });

  it("says when a trial was converted; the trial itself implies nothing", () => {
    const trial = version("2026-03-01", { status: "trial" });
    expect(implied([], [trial])).toEqual([]);
    expect(implied([], [trial, version("2026-03-31")])).toMatchObject([
      { type: "sales", reason: "trial_converted" },
    ]);
  });

  it("is none while a change dated later is shown at once, or not yet", () => {
    const later = line("2", {
      on: "2026-03-05",
      orderType: "change",
      quantity: "4",
      effectiveDate: "2026-04-01",
    });
    for (const quantity of ["10", "4"])
      expect(implied([line("1"), later], [version("2026-03-06", { quantity })])).toEqual([]);
    expect(implied([line("1"), later], [version("2026-04-05")])).toMatchObject([
      { type: "change", from: "4", to: "10" },
    ]);
  });

  it("follows nothing that is said after the end", () => {
    const end = line("2", { on: "2026-03-04", orderType: "cancellation", quantity: null });
    expect(implied([line("1"), end], [version("2026-03-05")])).toEqual([]);
  });

  it("ignores orders that are not completed", () => {
    expect(implied([line("1", { orderStatus: "accepted" })], [version("2026-03-05")])).toMatchObject([
      { type: "sales" },
    ]);
  });
});

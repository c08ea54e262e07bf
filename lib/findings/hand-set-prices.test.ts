import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BillingStage, lineIdOf, placeOrders } from "@/e2e/support/billing-stage";
import type { ApplyFixture } from "@/lib/plans/apply-fixture";
import { getPlan } from "@/lib/plans/get-plan";
import { decideDrift } from "./decide-drift";
import { firstPage, HandEdits } from "./hand-edit.fixture";
import { listFindings } from "./list-findings";

let edits: HandEdits;
let fixture: ApplyFixture;

beforeAll(async () => {
  edits = await HandEdits.open();
  fixture = edits.fixture;
});

afterAll(() => fixture.close());

describe("a price that was changed by hand", () => {
  /** Our last price was 9.40; a technician agreed 8.75. */
  async function editedPrice(figure: "price" | "cost" = "price") {
    const stage = await fixture.stage(1);
    await fixture.database.superuserPool.query(
      `update line_links set last_written = '{"quantity":"10","unitPrice":"9.4","unitCost":"7.1"}',
              owners = '{"price":"portal","cost":"portal"}' where partner_id = $1`,
      [stage.partnerId],
    );
    const id = Number.parseInt(lineIdOf(0), 10);
    const edit =
      figure === "price"
        ? {
            act: "adjust",
            contractServiceID: id,
            effectiveDate: "2026-03-10",
            unitChange: 0,
            adjustedUnitPrice: 8.75,
          }
        : { act: "update", entity: "ContractServices", id, members: { unitCost: 5 } };
    await fixture.control(stage, "acts", [edit]);
    return stage;
  }
  type Priced = { lines: { units: { startDate: string; unitPrice: number }[] }[] };
  /** What the PSA bills a unit at from the day of the order on. */
  const priceOf = async (stage: BillingStage) => {
    const { lines } = await fixture.control<Priced>(stage, "world?only=lines");
    return lines[0]?.units.findLast(({ startDate }) => startDate <= "2026-03-17")?.unitPrice;
  };

  it("survives an order of another quantity, which goes on", async () => {
    const stage = await editedPrice();
    await placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity: "12" });
    expect(await priceOf(stage)).toBe(8.75);
    await fixture.apply(stage, await fixture.approvedPlan(stage));
    expect(await fixture.unitsOn(stage, 0, "2026-03-17")).toBe(12);
    expect(await priceOf(stage)).toBe(8.75);
    expect(await edits.onlyDrift(stage)).toMatchObject({
      state: "open",
      detail: { field: "price", ours: "9.4", now: "8.75" },
    });
  });

  it("belongs to the PSA once it is accepted, by an admin", async () => {
    const stage = await editedPrice();
    await edits.night(stage);
    const { id: findingId, amountMinor } = await edits.onlyDrift(stage);
    // 10 x 0.65
    expect(amountMinor).toBe("650");
    const accept = { findingId, decision: "accept" } as const;
    const operator = fixture.as(stage, "partner_operator");
    await expect(decideDrift(operator, accept)).rejects.toMatchObject({ code: "forbidden" });
    await decideDrift(stage.ctx, accept);
    await edits.night(stage);
    expect((await edits.onlyDrift(stage)).state).toBe("closed");
    const { rows } = await fixture.database.superuserPool.query(
      "select owners ->> 'price' as owner from line_links where partner_id = $1",
      [stage.partnerId],
    );
    expect(rows).toEqual([{ owner: "psa" }]);
  });

  it("is planned back from the next period", async () => {
    const stage = await editedPrice();
    await edits.night(stage);
    const { id: findingId } = await edits.onlyDrift(stage);
    const { planId } = await decideDrift(stage.ctx, { findingId, decision: "revert" });
    const { lines } = await getPlan(stage.ctx, { planId: planId ?? "" });
    expect(lines[0]?.steps).toMatchObject([
      { kind: "set_line_price", effectiveDate: "2026-04-01", unitPrice: "9.4", quantity: "10" },
    ]);
  });

  it("shows a cost only to those who may see cost", async () => {
    const stage = await editedPrice("cost");
    await edits.night(stage);
    expect((await edits.onlyDrift(stage)).detail).toMatchObject({ field: "cost", ours: "7.1", now: "5" });
    expect(await edits.drifts(stage, fixture.as(stage, "partner_operator"))).toEqual([]);
  });
});

describe("a price that the vendor moved inside a period", () => {
  /** Prices come from the vendor; the price of 9.40 becomes 11.00 on 17 March. */
  async function movedPrice() {
    const stage = await fixture.stage(1);
    const { superuserPool } = fixture.database;
    await superuserPool.query(
      `update connections set settings = '{"priceSource":"vendor"}' where partner_id = $1`,
      [stage.partnerId],
    );
    await placeOrders(superuserPool, stage, { count: 1, quantity: "10" });
    await superuserPool.query("update order_lines set unit_price = 11 where partner_id = $1", [
      stage.partnerId,
    ]);
    await superuserPool.query("update subscriptions set unit_price = 11 where partner_id = $1", [
      stage.partnerId,
    ]);
    return stage;
  }
  const differing = async (stage: BillingStage) =>
    (await listFindings(stage.ctx, { classes: ["price_differs"] }, firstPage)).findings;

  it("is a warning of its plan and a finding until it is written", async () => {
    const stage = await movedPrice();
    await edits.night(stage);
    // 10 x 1.60
    expect(await differing(stage)).toMatchObject([
      { state: "open", amountMinor: "1600", cause: "it moved on 17 March" },
    ]);
    const planId = await fixture.draftPlan(stage);
    const { lines } = await getPlan(stage.ctx, { planId });
    const warning = lines[0]?.warnings.find(({ code }) => code === "price_moved_in_period");
    expect(warning?.sentence).toBe(
      "The price, 9.40 to 11.00, moved inside the period, on 17 March. What stands there keeps the old one until 1 April.",
    );
    await fixture.apply(stage, await fixture.approve(stage, planId));
    await edits.night(stage);
    expect(await differing(stage)).toMatchObject([
      { state: "closed", closedBecause: "Both sides agree again." },
    ]);
    expect(await edits.drifts(stage)).toEqual([]);
  });
});

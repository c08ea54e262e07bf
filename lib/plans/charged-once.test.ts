import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placeOrders } from "@/e2e/support/billing-stage";
import { ApplyFixture } from "./apply-fixture";
import type { LinePlan } from "./plan";

let fixture: ApplyFixture;
beforeAll(async () => {
  fixture = await ApplyFixture.open();
});
afterAll(() => fixture.close());

describe("two orders of one period whose seats the vendor prorates", () => {
  it("are each charged for their own seats, though the line shows neither before the next period", async () => {
    const { superuserPool } = fixture.database;
    const stage = await fixture.stage(1);
    await superuserPool.query(
      `update connections set settings = '{"proration":"vendor"}' where partner_id = $1`,
      [stage.partnerId],
    );
    const planned = async (quantity: string): Promise<LinePlan> => {
      await placeOrders(superuserPool, stage, { count: 1, quantity });
      const planId = await fixture.draftPlan(stage);
      const { rows } = await superuserPool.query<{ plan: LinePlan }>(
        "select line -> 'plan' as plan from plan_lines where plan_id = $1",
        [planId],
      );
      await fixture.approve(stage, planId);
      await fixture.apply(stage, planId);
      const [line] = rows;
      if (!line) throw new Error("The plan has no line.");
      return line.plan;
    };
    const first = await planned("12");
    const second = await planned("13");
    // 9.40 for 15 of 31 days, twice and once.
    expect([first.remainders[0]?.amountMinor, second.remainders[0]?.amountMinor]).toEqual(["910", "455"]);
    expect([second.quantityBefore, second.remainders[0]?.text]).toEqual(["12", "1 seat 17-31 March"]);
    expect(await fixture.unitsOn(stage, 0, "2026-03-30")).toBe(10);
    expect(await fixture.unitsOn(stage, 0, "2026-04-01")).toBe(13);
  });
});

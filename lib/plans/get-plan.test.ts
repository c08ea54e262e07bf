import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BillingStage } from "@/e2e/support/billing-stage";
import type { Ctx } from "@/lib/auth/context";
import { getLoggedOperation } from "@/lib/operations/get-operation";
import { listOperations } from "@/lib/operations/list-operations";
import { ApplyFixture } from "./apply-fixture";
import { getPlan } from "./get-plan";
import { listPlans } from "./list-plans";

let fixture: ApplyFixture;
let stage: BillingStage;
let planId: string;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
  stage = await fixture.stage(1);
  await fixture.unlink(stage);
  await fixture.database.superuserPool.query(
    `update connections set settings = '{"pushCost":true}' where id = $1`,
    [stage.connectionId],
  );
  await fixture.control(stage, "acts", [{ act: "remove-line", contractServiceID: 5_000_000 }]);
  planId = await fixture.approvedOrder(stage);
  await fixture.apply(stage, planId);
});

afterAll(() => fixture.close());

const firstPage = { after: undefined, limit: 10 };

/** Everything that a person gets to see of a plan and its writes. */
async function shownTo(ctx: Ctx): Promise<string> {
  const { operations } = await listOperations(ctx, {}, firstPage);
  const one = await getLoggedOperation(ctx, { operationId: operations[0]?.id ?? "" });
  return JSON.stringify([
    await getPlan(ctx, { planId }),
    await listPlans(ctx, { limit: 10 }),
    operations,
    one,
  ]);
}

describe("a plan and its Action Log", () => {
  it("hold the costs for those who may see them", async () => {
    const shown = await shownTo(stage.ctx);
    expect(shown).toContain('"unitCost":"7.1"');
  });

  it("hold no cost, under no name, for those who may not", async () => {
    const shown = await shownTo(fixture.as(stage, "partner_operator"));
    expect(shown).not.toMatch(/"[a-z]*cost[a-z]*":/i);
    expect(shown).not.toContain("7.1");
    expect(shown).toContain('"unitPrice":"9.4"');
  });

  it("are not there for another partner", async () => {
    const other = await fixture.stage(1);
    await expect(getPlan(other.ctx, { planId })).rejects.toMatchObject({ code: "not_found" });
    expect(await listPlans(other.ctx, { limit: 10 })).toEqual([]);
    expect((await listOperations(other.ctx, { planId }, firstPage)).operations).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BillingStage, lineIdOf, placeOrders } from "@/e2e/support/billing-stage";
import { testContext } from "@/lib/auth/test-context";
import { ownChangesOf } from "@/lib/operations/own-changes-query";
import { ApplyFixture } from "./apply-fixture";
import { getPlan } from "./get-plan";
import { undoOperations } from "./undo-operations";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterAll(() => fixture.close());

async function appliedChange(quantity: string): Promise<{ stage: BillingStage; planId: string }> {
  const stage = await fixture.stage(1);
  await placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity });
  const planId = await fixture.approvedPlan(stage);
  await fixture.apply(stage, planId);
  return { stage, planId };
}

/** Ids of the changes of the line that are in force, as the planner sees them. */
async function ownChanges(stage: BillingStage): Promise<string[]> {
  const changes = await stage.ctx.transaction((tx) =>
    ownChangesOf(tx, stage.connectionId, [lineIdOf(0)], "2026-03-01"),
  );
  return (changes.get(lineIdOf(0)) ?? []).map(({ operationId }) => operationId);
}

describe("taking a plan back", () => {
  it("says beforehand from which day and what stays billed, and the grid then agrees", async () => {
    const { stage, planId } = await appliedChange("12");
    const undo = await undoOperations(stage.ctx, { planId });
    const plan = await getPlan(stage.ctx, undo);
    const [line] = plan.lines;
    expect(line?.steps[0]).toMatchObject({
      effectiveDate: "2026-03-18",
      quantityBefore: "12",
      quantity: "10",
    });
    await fixture.apply(stage, await fixture.approve(stage, undo.planId));
    expect(await fixture.unitsOn(stage, 0, "2026-03-17")).toBe(12);
    expect(await fixture.unitsOn(stage, 0, "2026-03-18")).toBe(10);
    expect(await fixture.unitsOn(stage, 0, "2026-04-01")).toBe(10);
  });

  it("marks the operation as taken back and refuses to take it back twice", async () => {
    const { stage, planId } = await appliedChange("12");
    const undo = await undoOperations(stage.ctx, { planId });
    await fixture.apply(stage, await fixture.approve(stage, undo.planId));
    const [original, inverse] = await fixture.operations(stage);
    expect(original?.undoneBy).toBe(inverse?.id);
    await expect(undoOperations(stage.ctx, { planId })).rejects.toThrow("It was taken back already.");
  });

  it("takes an undo back as well: the change is in force again and can be taken back again", async () => {
    const { stage, planId } = await appliedChange("12");
    const undo = await undoOperations(stage.ctx, { planId });
    await fixture.apply(stage, await fixture.approve(stage, undo.planId));
    expect(await ownChanges(stage)).toEqual([]);
    const again = await undoOperations(stage.ctx, { planId: undo.planId });
    await fixture.apply(stage, await fixture.approve(stage, again.planId));
    expect(await fixture.unitsOn(stage, 0, "2026-04-01")).toBe(12);
    const [change, taken, back] = await fixture.operations(stage);
    expect([change?.undoneBy, taken?.undoneBy, back?.undoneBy]).toEqual([null, back?.id, null]);
    expect(await ownChanges(stage)).toEqual([change?.id]);
    const third = await undoOperations(stage.ctx, { planId });
    await fixture.apply(stage, await fixture.approve(stage, third.planId, true));
    expect(await fixture.unitsOn(stage, 0, "2026-04-01")).toBe(10);
  });

  it("follows a chain of undos: every second one is taken back, those between are in force", async () => {
    const { stage, planId } = await appliedChange("12");
    let last = planId;
    for (let time = 0; time < 3; time++) {
      const undo = await undoOperations(stage.ctx, { planId: last });
      last = await fixture.approve(stage, undo.planId, true);
      await fixture.apply(stage, last);
    }
    const chain = await fixture.operations(stage);
    const [, first, , third] = chain;
    expect(chain.map(({ undoneBy }) => undoneBy)).toEqual([first?.id, null, third?.id, null]);
    expect(await fixture.unitsOn(stage, 0, "2026-04-01")).toBe(10);
  });

  it("asks first when a person changed the line since", async () => {
    const { stage, planId } = await appliedChange("12");
    await fixture.adjustByHand(stage, 0, "2026-03-20", 15);
    const plan = await getPlan(stage.ctx, await undoOperations(stage.ctx, { planId }));
    expect(plan.lines[0]?.confirmation).toBeTruthy();
  });

  it("is not possible inside a posted period and says so", async () => {
    const { stage, planId } = await appliedChange("12");
    await fixture.control(stage, "acts", [{ act: "post-period", contractID: 1_000_000, date: "2026-03-01" }]);
    const plan = await getPlan(stage.ctx, await undoOperations(stage.ctx, { planId }));
    expect(plan.lines[0]?.refusals[0]?.sentence).toContain("is posted in Autotask");
    expect(plan.lines[0]?.steps).toHaveLength(0);
  });

  it("refuses a viewer", async () => {
    const { stage, planId } = await appliedChange("12");
    const viewer = testContext(fixture.database.pool, { partnerId: stage.partnerId, role: "partner_viewer" });
    await expect(undoOperations(viewer, { planId })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("finds nothing for another partner", async () => {
    const { planId } = await appliedChange("12");
    const other = await fixture.stage(1);
    await expect(undoOperations(other.ctx, { planId })).rejects.toMatchObject({ code: "not_found" });
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BillingStage, placeOrders } from "@/e2e/support/billing-stage";
import { settleOperation } from "@/lib/operations/settle-operation";
import { applyChunk } from "./apply-chunk";
import { ApplyFixture } from "./apply-fixture";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterAll(() => fixture.close());

const chunk = (stage: BillingStage, planId: string) =>
  applyChunk(fixture.job(stage, "apply-plan"), { planId, from: 0, to: 999 });

/** As if the holder's process had hung until its lease was over. */
const endLeases = (stage: BillingStage) =>
  fixture.database.superuserPool.query(
    "update operation_locks set lease_until = now() - interval '1 second' where partner_id = $1",
    [stage.partnerId],
  );

const holdOne = (stage: BillingStage, request: { method: string; path: string; point: string }) =>
  fixture.control(stage, "faults", { add: [{ kind: "hold", ...request }] });

const release = (stage: BillingStage) => fixture.control(stage, "faults", { release: { id: 1 } });

describe("two workers on one plan", () => {
  it("write each line once", async () => {
    const stage = await fixture.stage(6);
    await placeOrders(fixture.database.superuserPool, stage, { count: 6, quantity: "12" });
    const planId = await fixture.approvedPlan(stage);
    await Promise.all([chunk(stage, planId), chunk(stage, planId), chunk(stage, planId)]);
    expect(await fixture.adjustments(stage)).toHaveLength(6);
    await fixture.apply(stage, planId);
    expect(await fixture.adjustments(stage)).toHaveLength(6);
    expect((await fixture.tasks(stage)).map(({ state }) => state)).toEqual(Array(6).fill("applied"));
  });

  it("find nothing left to send when one of them slept between reading and sending", async () => {
    const { stage, planId } = await fixture.approvedChange();
    await holdOne(stage, { method: "POST", path: "*ContractServiceUnits/query", point: "after-write" });
    const sleeper = chunk(stage, planId);
    await fixture.untilHeld(stage);
    await endLeases(stage);
    await chunk(stage, planId);
    await release(stage);
    await sleeper;
    expect(await fixture.adjustments(stage)).toHaveLength(1);
    expect((await fixture.operations(stage))[0]).toMatchObject({ state: "confirmed", attempts: 1 });
  });

  it("do not send again what one of them slept over, and believe its read-back when it wakes", async () => {
    const { stage, planId } = await fixture.approvedChange();
    await holdOne(stage, { method: "POST", path: "*Adjustments", point: "after-write" });
    const sleeper = chunk(stage, planId);
    await fixture.untilHeld(stage);
    await endLeases(stage);
    expect((await chunk(stage, planId)).unknown).toBe(1);
    await release(stage);
    await sleeper;
    const [operation] = await fixture.operations(stage);
    expect(operation).toMatchObject({ state: "confirmed", attempts: 1 });
    const settle = fixture.job(stage, "settle-operation");
    expect(await settleOperation(settle, { operationId: operation?.id ?? "", look: 0 })).toBe("ended");
    expect(await fixture.adjustments(stage)).toHaveLength(1);
    expect(await fixture.audited(stage, "operation")).toEqual(["operation.confirmed"]);
  });
});

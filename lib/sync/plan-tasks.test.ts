import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildConnection } from "@/db/builders/connection";
import { type BillingStage, lineIdOf, placeOrders } from "@/e2e/support/billing-stage";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { getPlan } from "@/lib/plans/get-plan";
import { approveTaskPlan } from "./approve-task-plan";
import { planTasks } from "./plan-tasks";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterAll(() => fixture.close());

async function ordered(count: number): Promise<{ stage: BillingStage; taskIds: string[] }> {
  const stage = await fixture.stage(count);
  await placeOrders(fixture.database.superuserPool, stage, { count, quantity: "12" });
  return { stage, taskIds: await fixture.readyTasks(stage) };
}

const change = (stage: BillingStage, statement: string, ...values: unknown[]) =>
  fixture.database.superuserPool.query(statement, [stage.partnerId, ...values]);

async function productName({ productId }: BillingStage): Promise<string> {
  const { rows } = await fixture.database.superuserPool.query<{ name: string }>(
    "select name from products where id = $1",
    [productId],
  );
  return rows[0]?.name ?? "";
}

describe("planning tasks", () => {
  it("asks before it makes a line anew that is gone from the PSA", async () => {
    const { stage, taskIds } = await ordered(1);
    await fixture.control(stage, "acts", [
      { act: "remove-line", contractServiceID: Number.parseInt(lineIdOf(0), 10) },
    ]);
    const { planId } = await planTasks(stage.ctx, { taskIds });
    const [line] = (await getPlan(stage.ctx, { planId })).lines;
    expect(line?.warnings.map((warning) => warning.code)).toContain("line_gone");
    expect(line?.confirmation).toContain("is gone from Autotask. Make a new one?");
    await expect(fixture.approve(stage, planId)).rejects.toMatchObject({ code: "precondition_failed" });
    await fixture.apply(stage, await fixture.approve(stage, planId, true));
    expect((await fixture.tasks(stage)).map((task) => task.state)).toEqual(["applied"]);
    expect(await fixture.adjustments(stage)).toHaveLength(1);
  });

  it("makes one plan of them, with money, and sends nothing", async () => {
    const { stage, taskIds } = await ordered(2);
    const { planId, leftOut } = await planTasks(stage.ctx, { taskIds });
    expect(leftOut).toEqual([]);
    const plan = await getPlan(stage.ctx, { planId });
    // 2 x 9.40 a month each; 15 of 31 days of it in March.
    expect(plan.headline).toContain("2 changes, +37.60 GBP per month, +18.20 GBP this period");
    expect(plan.lines.map((line) => line.sentence)).toEqual([
      "10 to 12 seats from 17 March",
      "10 to 12 seats from 17 March",
    ]);
    expect((await fixture.tasks(stage)).map((task) => task.planId)).toEqual([planId, planId]);
    expect(await fixture.adjustments(stage)).toHaveLength(0);
    expect(await fixture.audited(stage, "plan")).toEqual(["plan.created"]);
  });

  it("leaves out what waits for a mapping and says which", async () => {
    const { stage, taskIds } = await ordered(2);
    await change(
      stage,
      `update customer_mappings set state = 'not_mapped'
        where partner_id = $1 and customer_id = (select customer_id from sync_tasks where id = $2)`,
      taskIds[0],
    );
    const { planId, leftOut } = await planTasks(stage.ctx, { taskIds });
    expect(leftOut).toHaveLength(1);
    expect(leftOut[0]?.sentence).toMatch(
      /^T-000001: Customer [01] is not mapped\. Map it on the Customer Map\.$/,
    );
    expect((await getPlan(stage.ctx, { planId })).lines).toHaveLength(1);
  });

  it("leaves out the tasks of a contract that is gone and plans the rest", async () => {
    const { stage, taskIds } = await ordered(2);
    const id = 1_000_001;
    await fixture.control(stage, "acts", [{ act: "hide", entity: "Contracts", ids: [id] }]);
    const { planId, leftOut } = await planTasks(stage.ctx, { taskIds });
    expect(leftOut).toHaveLength(1);
    expect(leftOut[0]?.sentence).toContain(
      `contract 'Contract 1' (${id}) no longer answers. It may be deleted or hidden from the API user. Choose another contract.`,
    );
    expect((await getPlan(stage.ctx, { planId })).lines).toHaveLength(1);
  });

  it("leaves out the second of two sales that would create the same line", async () => {
    const { stage, taskIds } = await ordered(2);
    await fixture.unlink(stage);
    await change(stage, "update contract_links set psa_contract_id = $2 where partner_id = $1", "1000000");
    const { planId, leftOut } = await planTasks(stage.ctx, { taskIds });
    expect(leftOut.map(({ sentence }) => sentence)).toEqual([
      `T-000002: T-000001 takes the line of '${await productName(stage)}' on 'Contract 0' first. Plan it again once that one is applied.`,
    ]);
    await fixture.apply(stage, await fixture.approve(stage, planId));
    const second = await planTasks(stage.ctx, { taskIds: taskIds.slice(1) });
    await fixture.apply(stage, await fixture.approve(stage, second.planId));
    const keys = (await fixture.worldLines(stage)).flatMap((line) => line.internalDescription ?? []);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^EFS-[01]$/);
    expect(keys[1]).toMatch(/^EFS-([01])\/SUB-\1$/);
  });

  it("refuses when nothing of it can be planned, with the first reason", async () => {
    const { stage, taskIds } = await ordered(1);
    await change(stage, "update product_mappings set state = 'not_mapped' where partner_id = $1");
    await expect(planTasks(stage.ctx, { taskIds })).rejects.toMatchObject({
      code: "precondition_failed",
      message: `T-000001: '${await productName(stage)}' is not mapped. Map it on Products.`,
    });
  });

  it("refuses tasks of several connections", async () => {
    const { stage, taskIds } = await ordered(2);
    const other = await buildConnection(fixture.database, { partnerId: stage.partnerId });
    await change(
      stage,
      "update sync_tasks set connection_id = $3 where partner_id = $1 and id = $2",
      taskIds[1],
      other.id,
    );
    await expect(planTasks(stage.ctx, { taskIds })).rejects.toThrow("belong to several connections");
  });

  it("replaces the draft that a task was in; what is approved stays with its plan", async () => {
    const { stage, taskIds } = await ordered(2);
    const old = await planTasks(stage.ctx, { taskIds });
    const newer = await planTasks(stage.ctx, { taskIds: taskIds.slice(0, 1) });
    expect((await getPlan(stage.ctx, old)).state).toBe("superseded");
    expect(await fixture.audited(stage, "plan")).toEqual(["plan.created", "plan.superseded", "plan.created"]);
    await fixture.approve(stage, newer.planId);
    await expect(planTasks(stage.ctx, { taskIds: taskIds.slice(0, 1) })).rejects.toThrow(
      "is approved, not ready",
    );
    expect((await getPlan(stage.ctx, newer)).state).toBe("approved");
  });

  it("does not take a task away that was approved while the PSA was being read", async () => {
    const { stage, taskIds } = await ordered(1);
    const { planId } = await planTasks(stage.ctx, { taskIds });
    const { hash } = await getPlan(stage.ctx, { planId });
    await fixture.control(stage, "faults", { add: [{ kind: "hold", path: "*ContractServiceUnits*" }] });
    const planning = planTasks(stage.ctx, { taskIds }).catch((error: unknown) => error);
    await fixture.untilHeld(stage);
    await approveTaskPlan(stage.ctx, { planId, hash });
    await fixture.control(stage, "faults", { release: { id: 1 } });
    expect(await planning).toMatchObject({ code: "conflict" });
    expect((await fixture.tasks(stage))[0]).toMatchObject({ state: "approved", planId });
  });

  it("refuses a viewer, and another partner finds nothing", async () => {
    const { stage, taskIds } = await ordered(1);
    await expect(planTasks(fixture.as(stage, "partner_viewer"), { taskIds })).rejects.toMatchObject({
      code: "forbidden",
    });
    const other = await fixture.stage(1);
    await expect(planTasks(other.ctx, { taskIds })).rejects.toMatchObject({ code: "not_found" });
  });
});

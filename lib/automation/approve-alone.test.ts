import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BillingStage } from "@/e2e/support/billing-stage";
import type { ChosenSettings } from "@/lib/connections/settings";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { planTasks } from "@/lib/sync/plan-tasks";
import { approveAlone } from "./approve-alone";
import { AutomationStages } from "./automation-stages.fixture";

let fixture: ApplyFixture;
let stages: AutomationStages;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
  stages = new AutomationStages(fixture);
});

afterAll(() => fixture.close());

const query = <Row extends object>(statement: string, ...values: unknown[]) =>
  stages.query<Row>(statement, ...values);
const choose = (stage: BillingStage, settings: ChosenSettings) => stages.choose(stage, settings);
const withHistory = (lines: number, settings: ChosenSettings) => stages.withHistory(lines, settings);
const ordered: AutomationStages["ordered"] = (stage, ...orders) => stages.ordered(stage, ...orders);
const open = (stage: BillingStage) => stages.open(stage);

const alone = (stage: BillingStage, more: { isAnew?: boolean } = {}) =>
  approveAlone(fixture.job(stage, "automatic-mode"), { connectionId: stage.connectionId, ...more });

const states = async (stage: BillingStage) => (await open(stage)).map(({ state }) => state);
const reasons = async (stage: BillingStage) => (await open(stage)).map(({ reason }) => reason);

describe("automatic mode", () => {
  it("approves by itself, through the ledger, and says on whose setting", async () => {
    const stage = await withHistory(2, { automationLevel: "guarded" });
    await ordered(stage, { from: 0 }, { from: 1 });
    expect(await alone(stage)).toEqual({ approved: 2, waiting: 0, hasMore: false });
    expect(await states(stage)).toEqual(["approved", "approved"]);
    const [first] = await open(stage);
    await fixture.apply(stage, first?.planId ?? "");
    expect(await fixture.unitsOn(stage, 0, "2026-03-17")).toBe(12);
    expect(await fixture.adjustments(stage)).toHaveLength(2);

    const [task] = await query<{ by: unknown }>(
      "select decided_by as by from sync_tasks where id = $1",
      first?.id,
    );
    expect(task?.by).toEqual({ kind: "system", job: "automatic-mode" });
    const log = await query<{
      actor: { kind: string };
      after: { level: string; chosenBy: { name: string } };
    }>(
      "select actor, after from audit_entries where partner_id = $1 and action = 'automation.approved'",
      stage.partnerId,
    );
    expect(log).toHaveLength(2);
    expect(log[0]).toMatchObject({
      actor: { kind: "system" },
      after: { level: "guarded", from: "connection", chosenBy: { name: "Test partner_admin" } },
    });
    expect(await fixture.audited(stage, "plan")).toContain("plan.approved");
  });

  it("leaves to a person what the level does not allow, each with its reason, and lets the rest go", async () => {
    const stage = await withHistory(10, { automationLevel: "guarded" });
    await ordered(
      stage,
      { from: 0 },
      { from: 1, quantity: "18" },
      { from: 2, type: "cancellation", quantity: "0" },
    );
    expect(await alone(stage)).toEqual({ approved: 1, waiting: 2, hasMore: false });
    expect((await states(stage)).sort()).toEqual(["approved", "ready", "ready"]);
    expect((await reasons(stage)).sort()).toEqual([
      "Waits for a person: 10 to 18 is a change of more than 25 % and more than 5 units.",
      "Waits for a person: it is a cancellation.",
      null,
    ]);
    expect(await fixture.audited(stage, "sync_task")).toContain("task.left_to_person");
    const sent = (await open(stage)).find(({ state }) => state === "approved");
    const waiting = (await open(stage)).filter(({ state }) => state === "ready");
    await fixture.apply(stage, sent?.planId ?? "");
    expect(await fixture.adjustments(stage)).toHaveLength(1);

    // What waits stands in a plan of its own that a person approves as ever.
    expect(new Set(waiting.map(({ planId }) => planId)).size).toBe(1);
    const { planId } = await planTasks(stage.ctx, { taskIds: waiting.map(({ id }) => id) });
    await fixture.apply(stage, await fixture.approve(stage, planId, true));
    expect(await states(stage)).toEqual([]);
    expect(await fixture.unitsOn(stage, 1, "2026-03-17")).toBe(18);
  });

  it("does not look again at what it left to a person until a setting changes", async () => {
    const stage = await withHistory(1, { automationLevel: "guarded" });
    await ordered(stage, { quantity: "18" });
    expect(await alone(stage)).toMatchObject({ approved: 0, waiting: 1 });
    const [before] = await open(stage);
    expect(await alone(stage)).toEqual({ approved: 0, waiting: 0, hasMore: false });
    expect((await open(stage))[0]?.planId).toBe(before?.planId);

    await choose(stage, { automationLevel: "guarded", guardedQuantityUnits: 8 });
    expect(await alone(stage, { isAnew: true })).toMatchObject({ approved: 1, waiting: 0 });
    expect(await reasons(stage)).toEqual([null]);
    expect(await fixture.audited(stage, "sync_task")).toContain("task.taken_up_again");
  });

  it("lets the first change of a customer, a product and a contract wait at guarded, not at automatic", async () => {
    const stage = await fixture.stage(1);
    await choose(stage, { automationLevel: "guarded" });
    await ordered(stage, {});
    expect(await alone(stage)).toMatchObject({ approved: 0, waiting: 1 });
    expect(await reasons(stage)).toEqual(["Waits for a person: it is the first change of this customer."]);
    await choose(stage, { automationLevel: "automatic" });
    expect(await alone(stage, { isAnew: true })).toMatchObject({ approved: 1, waiting: 0 });
  });

  it.each(["watch", "ask"] as const)("approves and plans nothing at %s", async (automationLevel) => {
    const stage = await withHistory(1, { automationLevel });
    await ordered(stage, {});
    expect(await alone(stage)).toEqual({ approved: 0, waiting: 0, hasMore: false });
    expect(await open(stage)).toMatchObject([{ state: "ready", planId: null, reason: null }]);
  });

  it("holds a check that would lower more than a fifth of the subscriptions, whole", async () => {
    const stage = await withHistory(10, { automationLevel: "automatic" });
    await ordered(stage, { from: 0, count: 3, quantity: "9" }, { from: 3, quantity: "11" });
    expect(await alone(stage)).toMatchObject({ approved: 0, waiting: 4 });
    expect(new Set(await reasons(stage))).toEqual(
      new Set(["Waits for a person: this check would lower or end 3 of 10 subscriptions, more than 20 %."]),
    );
  });

  it("lets a fifth through", async () => {
    const stage = await withHistory(10, { automationLevel: "automatic" });
    await ordered(stage, { from: 0, count: 2, quantity: "9" });
    expect(await alone(stage)).toMatchObject({ approved: 2, waiting: 0 });
  });

  it("counts a customer's own level before the connection's", async () => {
    const stage = await withHistory(2, { automationLevel: "automatic" });
    await query(
      `update customer_mappings set settings = '{"automationLevel":"ask"}'
        where partner_id = $1 and psa_company_name = 'Customer 0'`,
      stage.partnerId,
    );
    await ordered(stage, { from: 0 }, { from: 1 });
    expect(await alone(stage)).toMatchObject({ approved: 1, waiting: 0 });
    expect((await states(stage)).sort()).toEqual(["approved", "ready"]);
    expect(await reasons(stage)).toEqual([null, null]);
  });

  it("names what cannot be planned as waiting, and goes on with the others", async () => {
    const stage = await withHistory(2, { automationLevel: "automatic" });
    await fixture.control(stage, "acts", [{ act: "hide", entity: "Contracts", ids: [1_000_001] }]);
    await ordered(stage, { from: 0 }, { from: 1 });
    expect(await alone(stage)).toMatchObject({ approved: 1, waiting: 1 });
    expect((await states(stage)).sort()).toEqual(["approved", "ready"]);
    const left = (await open(stage)).find(({ state }) => state === "ready");
    expect(left?.reason).toMatch(/^Waits for a person: T-\d+: .*no longer answers/);
  });

  it("leaves alone what a person has decided before", async () => {
    const stage = await withHistory(1, { automationLevel: "automatic" });
    await ordered(stage, {});
    await query("update sync_tasks set decided_at = updated_at where partner_id = $1", stage.partnerId);
    expect(await alone(stage)).toEqual({ approved: 0, waiting: 0, hasMore: false });
  });

  it.each([
    ["the partner is suspended", "update partners set status = 'suspended' where partner_id = $1"],
    ["the connection is paused", "update connections set state = 'paused' where partner_id = $1"],
    [
      "billing is switched off",
      `update connections set settings = settings || '{"billing":false}' where partner_id = $1`,
    ],
  ])("does nothing while %s", async (_why, statement) => {
    const stage = await withHistory(1, { automationLevel: "automatic" });
    await ordered(stage, {});
    await query(statement, stage.partnerId);
    expect(await alone(stage)).toEqual({ approved: 0, waiting: 0, hasMore: false });
    expect(await states(stage)).toEqual(["ready"]);
  });

  it("goes on by itself after the PSA changed in between, where the guards still allow it", async () => {
    const stage = await withHistory(1, { automationLevel: "automatic" });
    await ordered(stage, {});
    await alone(stage);
    await fixture.adjustByHand(stage, 0, "2026-03-25", 11);
    const [first] = await open(stage);
    const { replaced } = await fixture.apply(stage, first?.planId ?? "");
    expect(replaced.isApproved).toBe(false);
    expect(await alone(stage)).toMatchObject({ approved: 1 });
    expect(await states(stage)).toEqual(["superseded", "approved"]);
  });

  it("never writes over what somebody changed by hand: a person decides that first", async () => {
    const stage = await withHistory(1, { automationLevel: "automatic" });
    await fixture.adjustByHand(stage, 0, "2026-03-05", 11);
    await ordered(stage, {});
    expect(await alone(stage)).toMatchObject({ approved: 0, waiting: 1 });
    expect(await states(stage)).toEqual(["ready"]);
    expect(await fixture.adjustments(stage)).toHaveLength(0);
  });

  it("approves nothing when the level is taken back while the PSA is being read", async () => {
    const stage = await withHistory(1, { automationLevel: "automatic" });
    await ordered(stage, {});
    await fixture.control(stage, "faults", {
      add: [{ kind: "hold", path: "*ContractServiceUnits*" }],
    });
    const running = alone(stage);
    await fixture.untilHeld(stage);
    await choose(stage, { automationLevel: "ask" });
    await fixture.control(stage, "faults", { release: { id: 1 } });
    await expect(running.then(() => states(stage))).resolves.toEqual(["ready"]);
  });

  it("is nothing for another partner's job", async () => {
    const stage = await withHistory(1, { automationLevel: "automatic" });
    const stranger = await fixture.stage(1);
    await ordered(stage, {});
    const job = fixture.job(stranger, "automatic-mode");
    expect(await approveAlone(job, { connectionId: stage.connectionId })).toMatchObject({ approved: 0 });
    await expect(
      approveAlone(fixture.as(stage, "partner_viewer"), { connectionId: stage.connectionId }),
    ).rejects.toMatchObject({ code: "forbidden" });
    expect(await states(stage)).toEqual(["ready"]);
  });
});

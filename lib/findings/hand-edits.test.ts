import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lineIdOf, placeOrders } from "@/e2e/support/billing-stage";
import { settleOperation } from "@/lib/operations/settle-operation";
import type { ApplyFixture } from "@/lib/plans/apply-fixture";
import { approvePlan } from "@/lib/plans/approve-plan";
import { listSubscriptionStandings } from "@/lib/sync/list-subscription-standings";
import { listSyncTasks } from "@/lib/sync/list-sync-tasks";
import { firstPage, HandEdits } from "./hand-edit.fixture";

let edits: HandEdits;
let fixture: ApplyFixture;

beforeAll(async () => {
  edits = await HandEdits.open();
  fixture = edits.fixture;
});

afterAll(() => fixture.close());

describe("a quantity that was changed by hand", () => {
  it("is noticed before anything is written, is not overwritten, and the task says so", async () => {
    const { stage, plan } = await edits.editedLine();
    const { planId, hash, line } = await plan();
    expect(line).toMatchObject({ steps: [], refusals: [{ code: "drift_undecided" }] });
    await expect(approvePlan(stage.ctx, { planId, hash })).rejects.toMatchObject({
      code: "precondition_failed",
      message: expect.stringContaining(
        "The quantity was changed in Autotask: 11, where 10 was last written.",
      ),
    });
    const finding = await edits.onlyDrift(stage);
    expect(finding).toMatchObject({
      state: "open",
      detail: { field: "quantity", before: "10", ours: "10", now: "11" },
      amountMinor: "940",
      currency: "GBP",
      cause: "changed by hand in Autotask; Autotask does not say by whom",
    });
    const { subscriptions } = await listSubscriptionStandings(stage.ctx, {
      customerId: finding.customerId ?? "",
    });
    expect(subscriptions[0]?.state).toBe("out_of_sync");
    const { tasks } = await listSyncTasks(stage.ctx, {}, firstPage);
    expect(tasks[0]).toMatchObject({
      state: "ready",
      handEdits: [{ findingId: finding.id, field: "quantity", sentence: finding.sentence }],
    });
    expect(await fixture.adjustments(stage)).toHaveLength(0);
  });

  it("is noticed at night from our copy, without a call for each line, and only once", async () => {
    const stage = await fixture.stage(3);
    await fixture.adjustByHand(stage, 1, "2026-03-05", 11);
    expect(await edits.night(stage)).toEqual({ lines: 3, drifting: 1 });
    const calls = async () => (await fixture.control<{ total: number }>(stage, "requests")).total;
    const before = await calls();
    await edits.compare(stage);
    expect(await calls()).toBe(before);
    expect((await edits.onlyDrift(stage)).ids.psaLineId).toBe(lineIdOf(1));
    expect(await fixture.audited(stage, "finding")).toEqual(["finding.opened"]);
  });

  it("tells what stood there in between when it is changed once more", async () => {
    const stage = await fixture.stage(1);
    await fixture.adjustByHand(stage, 0, "2026-03-05", 11);
    await edits.night(stage);
    await fixture.adjustByHand(stage, 0, "2026-03-06", 13);
    await edits.night(stage);
    expect((await edits.onlyDrift(stage)).detail).toEqual({
      field: "quantity",
      before: "11",
      ours: "10",
      now: "13",
    });
  });

  it("closes by itself when somebody has put it back", async () => {
    const stage = await fixture.stage(1);
    await fixture.adjustByHand(stage, 0, "2026-03-05", 11);
    await edits.night(stage);
    await fixture.adjustByHand(stage, 0, "2026-03-06", 10);
    await edits.night(stage);
    expect(await edits.onlyDrift(stage)).toMatchObject({
      state: "closed",
      closedBecause: "Both sides agree again.",
    });
  });

  it("is not seen in what we wrote ourselves, undone or not, today or later", async () => {
    const { stage, planId } = await fixture.approvedChange();
    await fixture.apply(stage, planId);
    await edits.night(stage);
    await placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity: "5" });
    await fixture.apply(stage, await fixture.approvedPlan(stage));
    await edits.night(stage);
    expect(await edits.drifts(stage)).toEqual([]);
    expect(await fixture.unitsOn(stage, 0, "2026-04-01")).toBe(5);
  });

  it("is not seen in a write of ours of which nobody knows yet whether it arrived", async () => {
    const { stage, operationId } = await fixture.lostAnswer("after-write");
    expect(await fixture.unitsOn(stage, 0, "2026-03-17")).toBe(12);
    await edits.night(stage);
    expect(await edits.drifts(stage)).toEqual([]);
    await settleOperation(fixture.job(stage, "settle-operation"), { operationId, look: 0 });
    await edits.night(stage);
    expect(await edits.drifts(stage)).toEqual([]);
  });

  it("does not keep other lines of a plan from being written", async () => {
    const stage = await fixture.stage(2);
    await fixture.adjustByHand(stage, 0, "2026-03-05", 11);
    await placeOrders(fixture.database.superuserPool, stage, { count: 2, quantity: "14" });
    await fixture.apply(stage, await fixture.approvedPlan(stage));
    expect(await fixture.unitsOn(stage, 0, "2026-03-17")).toBe(11);
    expect(await fixture.unitsOn(stage, 1, "2026-03-17")).toBe(14);
    expect((await fixture.tasks(stage)).map(({ state }) => state).sort()).toEqual(["applied", "ready"]);
  });

  it("that equals what is ordered needs no decision", async () => {
    const { stage, plan } = await edits.editedLine("11");
    expect((await plan()).line).toMatchObject({ steps: [], refusals: [], direction: "same" });
    expect(await edits.drifts(stage)).toHaveLength(1);
  });
});

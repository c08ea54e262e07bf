import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BillingStage, lineIdOf, placeOrders } from "@/e2e/support/billing-stage";
import { refreshMirror } from "@/lib/mirror/refresh-mirror";
import { settleOperation } from "@/lib/operations/settle-operation";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { approvePlan } from "@/lib/plans/approve-plan";
import { getPlan } from "@/lib/plans/get-plan";
import { listSubscriptionStandings } from "@/lib/sync/list-subscription-standings";
import { listSyncTasks } from "@/lib/sync/list-sync-tasks";
import { planAgain } from "@/lib/sync/plan-again";
import { planTasks } from "@/lib/sync/plan-tasks";
import { decideDrift } from "./decide-drift";
import { listFindings } from "./list-findings";
import { reconcileConnection } from "./reconcile-connection";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterAll(() => fixture.close());

const firstPage = { after: undefined, limit: 50 };
const drifts = async (stage: BillingStage, ctx = stage.ctx) =>
  (await listFindings(ctx, { classes: ["drift"] }, firstPage)).findings;
const onlyDrift = async (stage: BillingStage) => {
  const [one, ...others] = await drifts(stage);
  if (!one || others.length > 0) throw new Error(`${others.length + (one ? 1 : 0)} hand edits were found`);
  return one;
};

/** In no order: the clock of these tests stands still. */
const statesOf = async (stage: BillingStage) => (await drifts(stage)).map(({ state }) => state).sort();

const compare = (stage: BillingStage) =>
  reconcileConnection(fixture.job(stage, "reconcile"), { connectionId: stage.connectionId });

/** What the nightly clock leads to: our copy is read anew, then compared. */
async function night(stage: BillingStage) {
  const { connectionId } = stage;
  await refreshMirror(fixture.job(stage, "refresh-mirror"), { connectionId, lists: ["contracts"] });
  return compare(stage);
}

/** A technician set the line from 10 to 11; an order for 14 comes. */
async function editedLine(order = "14") {
  const stage = await fixture.stage(1);
  await fixture.adjustByHand(stage, 0, "2026-03-05", 11);
  await placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity: order });
  const taskIds = await fixture.readyTasks(stage);
  const plan = async () => {
    const { planId } = await planTasks(stage.ctx, { taskIds });
    const { lines, hash } = await getPlan(stage.ctx, { planId });
    return { planId, hash, line: lines[0] };
  };
  return { stage, taskIds, plan };
}

describe("a quantity that was changed by hand", () => {
  it("is noticed before anything is written, is not overwritten, and the task says so", async () => {
    const { stage, plan } = await editedLine();
    const { planId, hash, line } = await plan();
    expect(line).toMatchObject({ steps: [], refusals: [{ code: "drift_undecided" }] });
    await expect(approvePlan(stage.ctx, { planId, hash })).rejects.toMatchObject({
      code: "precondition_failed",
      message: expect.stringContaining(
        "The quantity was changed in Autotask: 11, where 10 was last written.",
      ),
    });
    const finding = await onlyDrift(stage);
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
    expect(await night(stage)).toEqual({ lines: 3, drifting: 1 });
    const calls = async () => (await fixture.control<{ total: number }>(stage, "requests")).total;
    const before = await calls();
    await compare(stage);
    expect(await calls()).toBe(before);
    expect((await onlyDrift(stage)).ids.psaLineId).toBe(lineIdOf(1));
    expect(await fixture.audited(stage, "finding")).toEqual(["finding.opened"]);
  });

  it("tells what stood there in between when it is changed once more", async () => {
    const stage = await fixture.stage(1);
    await fixture.adjustByHand(stage, 0, "2026-03-05", 11);
    await night(stage);
    await fixture.adjustByHand(stage, 0, "2026-03-06", 13);
    await night(stage);
    expect((await onlyDrift(stage)).detail).toEqual({
      field: "quantity",
      before: "11",
      ours: "10",
      now: "13",
    });
  });

  it("closes by itself when somebody has put it back", async () => {
    const stage = await fixture.stage(1);
    await fixture.adjustByHand(stage, 0, "2026-03-05", 11);
    await night(stage);
    await fixture.adjustByHand(stage, 0, "2026-03-06", 10);
    await night(stage);
    expect(await onlyDrift(stage)).toMatchObject({
      state: "closed",
      closedBecause: "Both sides agree again.",
    });
  });

  it("is not seen in what we wrote ourselves, undone or not, today or later", async () => {
    const { stage, planId } = await fixture.approvedChange();
    await fixture.apply(stage, planId);
    await night(stage);
    await placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity: "5" });
    await fixture.apply(stage, await fixture.approvedPlan(stage));
    await night(stage);
    expect(await drifts(stage)).toEqual([]);
    expect(await fixture.unitsOn(stage, 0, "2026-04-01")).toBe(5);
  });

  it("is not seen in a write of ours of which nobody knows yet whether it arrived", async () => {
    const { stage, operationId } = await fixture.lostAnswer("after-write");
    expect(await fixture.unitsOn(stage, 0, "2026-03-17")).toBe(12);
    await night(stage);
    expect(await drifts(stage)).toEqual([]);
    await settleOperation(fixture.job(stage, "settle-operation"), { operationId, look: 0 });
    await night(stage);
    expect(await drifts(stage)).toEqual([]);
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
    const { stage, plan } = await editedLine("11");
    expect((await plan()).line).toMatchObject({ steps: [], refusals: [], direction: "same" });
    expect(await drifts(stage)).toHaveLength(1);
  });
});

describe("the three ways out", () => {
  it("accept: it holds until the next order, which counts from what stands there", async () => {
    const { stage, plan } = await editedLine();
    await plan();
    const { id } = await onlyDrift(stage);
    const { finding, planId: none } = await decideDrift(stage.ctx, { findingId: id, decision: "accept" });
    expect([finding.state, none]).toEqual(["closed", null]);
    await night(stage);
    expect((await onlyDrift(stage)).state).toBe("closed");
    const { planId, line } = await plan();
    expect(line?.steps).toMatchObject([{ quantityBefore: "11", quantity: "14" }]);
    expect(line?.warnings.map(({ code }) => code)).not.toContain("quantity_changed_in_psa");
    await fixture.apply(stage, await fixture.approve(stage, planId));
    expect(await fixture.unitsOn(stage, 0, "2026-03-17")).toBe(14);
    await night(stage);
    expect((await onlyDrift(stage)).state).toBe("closed");
    // Accepting has ended with the order: a further hand edit waits for a decision of its own.
    await fixture.adjustByHand(stage, 0, "2026-03-16", 12);
    await night(stage);
    expect(await statesOf(stage)).toEqual(["closed", "open"]);
    expect(await fixture.audited(stage, "line_link")).toEqual(["drift.accepted"]);
  });

  it("revert: a plan writes our value again, and the finding closes when both sides agree", async () => {
    const stage = await fixture.stage(1);
    await fixture.adjustByHand(stage, 0, "2026-03-05", 8);
    await night(stage);
    const { id } = await onlyDrift(stage);
    const { planId, finding } = await decideDrift(stage.ctx, { findingId: id, decision: "revert" });
    expect(finding.state).toBe("open");
    expect(await fixture.adjustments(stage)).toHaveLength(0);
    const plan = await getPlan(stage.ctx, { planId: planId ?? "" });
    expect(plan).toMatchObject({ origin: "revert", lines: [{ quantityBefore: "8", quantity: "10" }] });
    const again = await planAgain(stage.ctx, { planId: plan.id });
    await fixture.apply(stage, await fixture.approve(stage, again.planId));
    expect(await fixture.unitsOn(stage, 0, "2026-03-16")).toBe(8);
    expect(await fixture.unitsOn(stage, 0, "2026-03-17")).toBe(10);
    await reconcileConnection(fixture.job(stage, "reconcile"), {
      connectionId: stage.connectionId,
      planId: again.planId,
    });
    expect((await onlyDrift(stage)).state).toBe("closed");
  });

  it("revert of more than ours goes down from the next period, and is ours until then", async () => {
    const stage = await fixture.stage(1);
    await fixture.adjustByHand(stage, 0, "2026-03-05", 13);
    await night(stage);
    const { id } = await onlyDrift(stage);
    const { planId } = await decideDrift(stage.ctx, { findingId: id, decision: "revert" });
    await fixture.apply(stage, await fixture.approve(stage, planId ?? ""));
    expect(await fixture.unitsOn(stage, 0, "2026-03-31")).toBe(13);
    expect(await fixture.unitsOn(stage, 0, "2026-04-01")).toBe(10);
    await night(stage);
    expect((await onlyDrift(stage)).state).toBe("closed");
  });

  it("pin: the value stays whatever is ordered, and the plan says so", async () => {
    const { stage, plan } = await editedLine();
    await plan();
    const { id } = await onlyDrift(stage);
    await decideDrift(stage.ctx, { findingId: id, decision: "pin", reason: "flat deal" });
    const { planId, line } = await plan();
    expect(line).toMatchObject({
      steps: [],
      refusals: [],
    });
    expect(line?.warnings[0]).toMatchObject({
      code: "field_pinned",
      sentence:
        'The quantity is kept at 11 by Test partner_admin ("flat deal"); the 14 of the order is not written.',
    });
    expect(line?.warnings.map(({ code }) => code)).not.toContain("quantity_changed_in_psa");
    await fixture.apply(stage, await fixture.approve(stage, planId));
    expect(await fixture.unitsOn(stage, 0, "2026-03-17")).toBe(11);
    await night(stage);
    expect((await onlyDrift(stage)).state).toBe("closed");
    // Without the pin it is a hand edit again: 11 there, 10 last written.
    await decideDrift(stage.ctx, { findingId: id, decision: "unpin" });
    await night(stage);
    expect(await statesOf(stage)).toEqual(["closed", "open"]);
    const again = decideDrift(stage.ctx, { findingId: id, decision: "unpin" });
    await expect(again).rejects.toMatchObject({ code: "conflict" });
    expect(await fixture.audited(stage, "line_link")).toEqual(["drift.pinned", "drift.unpinned"]);
  });

  it("are decided once", async () => {
    const { stage, plan } = await editedLine();
    await plan();
    const { id } = await onlyDrift(stage);
    await decideDrift(stage.ctx, { findingId: id, decision: "accept" });
    for (const decision of ["accept", "revert"] as const) {
      await expect(decideDrift(stage.ctx, { findingId: id, decision })).rejects.toMatchObject({
        code: "conflict",
      });
    }
  });

  it("are not for a viewer, pinning not for an operator, and another partner finds nothing", async () => {
    const { stage, plan } = await editedLine();
    await plan();
    const { id: findingId } = await onlyDrift(stage);
    const viewer = fixture.as(stage, "partner_viewer");
    const operator = fixture.as(stage, "partner_operator");
    const other = await fixture.stage(1);
    const accept = { findingId, decision: "accept" } as const;
    await expect(decideDrift(viewer, accept)).rejects.toMatchObject({ code: "forbidden" });
    const pin = { findingId, decision: "pin", reason: "x" } as const;
    await expect(decideDrift(operator, pin)).rejects.toMatchObject({ code: "forbidden" });
    await expect(decideDrift(other.ctx, accept)).rejects.toMatchObject({ code: "not_found" });
    expect((await decideDrift(operator, accept)).finding.state).toBe("closed");
  });
});

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
    expect(await onlyDrift(stage)).toMatchObject({
      state: "open",
      detail: { field: "price", ours: "9.4", now: "8.75" },
    });
  });

  it("belongs to the PSA once it is accepted, by an admin", async () => {
    const stage = await editedPrice();
    await night(stage);
    const { id: findingId, amountMinor } = await onlyDrift(stage);
    // 10 x 0.65
    expect(amountMinor).toBe("650");
    const accept = { findingId, decision: "accept" } as const;
    const operator = fixture.as(stage, "partner_operator");
    await expect(decideDrift(operator, accept)).rejects.toMatchObject({ code: "forbidden" });
    await decideDrift(stage.ctx, accept);
    await night(stage);
    expect((await onlyDrift(stage)).state).toBe("closed");
    const { rows } = await fixture.database.superuserPool.query(
      "select owners ->> 'price' as owner from line_links where partner_id = $1",
      [stage.partnerId],
    );
    expect(rows).toEqual([{ owner: "psa" }]);
  });

  it("is planned back from the next period", async () => {
    const stage = await editedPrice();
    await night(stage);
    const { id: findingId } = await onlyDrift(stage);
    const { planId } = await decideDrift(stage.ctx, { findingId, decision: "revert" });
    const { lines } = await getPlan(stage.ctx, { planId: planId ?? "" });
    expect(lines[0]?.steps).toMatchObject([
      { kind: "set_line_price", effectiveDate: "2026-04-01", unitPrice: "9.4", quantity: "10" },
    ]);
  });

  it("shows a cost only to those who may see cost", async () => {
    const stage = await editedPrice("cost");
    await night(stage);
    expect((await onlyDrift(stage)).detail).toMatchObject({ field: "cost", ours: "7.1", now: "5" });
    expect(await drifts(stage, fixture.as(stage, "partner_operator"))).toEqual([]);
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
    await night(stage);
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
    await night(stage);
    expect(await differing(stage)).toMatchObject([
      { state: "closed", closedBecause: "Both sides agree again." },
    ]);
    expect(await drifts(stage)).toEqual([]);
  });
});

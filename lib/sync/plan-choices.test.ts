import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BillingStage, placeOrders } from "@/e2e/support/billing-stage";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { getPlan } from "@/lib/plans/get-plan";
import { type PlanTasksInput, planTasks } from "./plan-tasks";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterAll(() => fixture.close());

async function ordered(quantity: string, count = 1): Promise<{ stage: BillingStage; taskIds: string[] }> {
  const stage = await fixture.stage(count);
  await placeOrders(fixture.database.superuserPool, stage, { count, quantity });
  return { stage, taskIds: await fixture.readyTasks(stage) };
}

async function planned(stage: BillingStage, input: PlanTasksInput) {
  const { planId } = await planTasks(stage.ctx, input);
  const plan = await getPlan(stage.ctx, { planId });
  return { plan, planId, line: plan.lines[0] };
}

const dates = (line: Awaited<ReturnType<typeof planned>>["line"]) =>
  line?.steps.map((step) => step.effectiveDate);

async function requestsOf(stage: BillingStage): Promise<number> {
  return (await fixture.control<{ requests: unknown[] }>(stage, "requests")).requests.length;
}

describe("choices of a person for one change", () => {
  it("let the vendor prorate: the quantity from the next period, the days until then once", async () => {
    const { stage, taskIds } = await ordered("12");
    const { line } = await planned(stage, { taskIds, choices: { proration: "vendor" } });
    expect(dates(line)).toEqual(["2026-04-01"]);
    // 2 x 9.40 x 15/31
    expect(line?.remainders).toMatchObject([{ kind: "vendor_proration", amountMinor: "910" }]);
    expect(line?.choices).toEqual({ proration: "vendor" });
  });

  it("bill whole periods without proration, and go before what the connection is set to", async () => {
    const { stage, taskIds } = await ordered("12");
    await fixture.database.superuserPool.query(
      `update connections set settings = '{"proration":"vendor"}' where partner_id = $1`,
      [stage.partnerId],
    );
    const { line } = await planned(stage, { taskIds, choices: { proration: "none" } });
    expect(dates(line)).toEqual(["2026-03-01"]);
    expect(dates((await planned(stage, { taskIds })).line)).toEqual(["2026-04-01"]);
  });

  it("take the price from the vendor for this change only, whoever owns the field", async () => {
    const { stage, taskIds } = await ordered("12");
    await fixture.database.superuserPool.query(
      "update sync_tasks set unit_price = 11 where partner_id = $1",
      [stage.partnerId],
    );
    const { line } = await planned(stage, { taskIds, choices: { priceSource: "vendor" } });
    expect(line?.steps.at(-1)).toMatchObject({ effectiveDate: "2026-04-01", unitPrice: "11" });
    expect(line?.unitPrices).toEqual({ before: "9.4", after: "11" });
    const psa = await planned(stage, { taskIds, choices: { priceSource: "psa" } });
    expect(psa.line?.steps.some((step) => step.unitPrice !== undefined)).toBe(false);
  });

  it("count from the day chosen, a decrease from the first day of an open period", async () => {
    const { stage, taskIds } = await ordered("12");
    const up = await planned(stage, { taskIds, choices: { effectiveDate: "2026-03-20" } });
    expect(dates(up.line)).toEqual(["2026-03-20"]);
    const less = await ordered("6");
    const usual = await planned(less.stage, { taskIds: less.taskIds });
    expect([dates(usual.line), usual.line?.detail]).toEqual([["2026-04-01"], "downgrade"]);
    const taken = await planned(less.stage, {
      taskIds: less.taskIds,
      choices: { effectiveDate: "2026-03-01" },
    });
    expect(dates(taken.line)).toEqual(["2026-03-01"]);
  });

  it("are refused outside of the days that are open, which are named", async () => {
    const { stage, taskIds } = await ordered("12");
    const { line } = await planned(stage, { taskIds, choices: { effectiveDate: "2027-01-05" } });
    expect(line?.refusals).toMatchObject([
      {
        code: "date_out_of_range",
        sentence: "Choose a date from 1 January to 31 December. 'Contract 0' ends then.",
      },
    ]);
    expect(line?.dateBounds).toEqual({ fromDate: "2026-01-01", toDate: "2026-12-31" });
  });

  it("change the hash, and an approved plan is written with them", async () => {
    const { stage, taskIds } = await ordered("12");
    const plain = await planned(stage, { taskIds });
    const chosen = await planned(stage, { taskIds, choices: { effectiveDate: "2026-03-20" } });
    // The same day by choice and by order: what a person decided is part of what is approved.
    const same = await planned(stage, { taskIds, choices: { effectiveDate: "2026-03-17" } });
    expect(new Set([plain.plan.hash, chosen.plan.hash, same.plan.hash]).size).toBe(3);
    const last = await planned(stage, { taskIds, choices: { effectiveDate: "2026-03-20" } });
    await fixture.apply(stage, await fixture.approve(stage, last.planId));
    expect(await fixture.unitsOn(stage, 0, "2026-03-19")).toBe(10);
    expect(await fixture.unitsOn(stage, 0, "2026-03-20")).toBe(12);
  });

  it("go over to the successor of a task whose line changed before it was written", async () => {
    const { stage, taskIds } = await ordered("12");
    const { planId } = await planned(stage, { taskIds, choices: { effectiveDate: "2026-03-20" } });
    await fixture.approve(stage, planId);
    await fixture.adjustByHand(stage, 0, "2026-03-25", 11);
    const { replaced } = await fixture.apply(stage, planId);
    const [line] = (await getPlan(stage.ctx, { planId: replaced.planId ?? "" })).lines;
    expect([dates(line)?.[0], line?.choices]).toEqual(["2026-03-20", { effectiveDate: "2026-03-20" }]);
  });

  it("differ for single tasks of a plan", async () => {
    const { stage, taskIds } = await ordered("12", 2);
    const { plan } = await planned(stage, {
      taskIds,
      choices: { proration: "none" },
      exceptions: [{ taskId: taskIds[1] ?? "", choices: { proration: "psa", effectiveDate: "2026-03-20" } }],
    });
    expect(plan.lines.map(dates)).toEqual([["2026-03-01"], ["2026-03-20"]]);
  });
});

describe("an unticked line", () => {
  it("stays in sight, is neither written nor counted, and its task is ignored with the reason", async () => {
    const { stage, taskIds } = await ordered("12", 2);
    const exceptions = [{ taskId: taskIds[1] ?? "", leaveOut: "billed by hand" }];
    const { plan, planId } = await planned(stage, { taskIds, exceptions });
    expect(plan.headline).toMatch(
      /^1 change, \+18\.80 GBP per month, \+9\.10 GBP this period.*, 1 left out$/,
    );
    expect(plan.lines[1]).toMatchObject({ detail: "left_out", leftOut: "billed by hand", steps: [] });
    expect((await fixture.tasks(stage)).map((task) => task.state)).toEqual(["ready", "ready"]);
    await fixture.apply(stage, await fixture.approve(stage, planId));
    expect((await fixture.tasks(stage)).map(({ state, reason }) => [state, reason])).toEqual([
      ["applied", null],
      ["ignored", "billed by hand"],
    ]);
    expect(await fixture.adjustments(stage)).toHaveLength(1);
    expect(await fixture.audited(stage, "sync_task")).toContain("task.ignored");
  });

  it("alone leaves nothing to approve", async () => {
    const { stage, taskIds } = await ordered("12");
    const exceptions = [{ taskId: taskIds[0] ?? "", leaveOut: "not ours" }];
    const { planId } = await planned(stage, { taskIds, exceptions });
    await expect(fixture.approve(stage, planId)).rejects.toMatchObject({
      code: "precondition_failed",
      message: "Left out: not ours",
    });
    expect((await fixture.tasks(stage))[0]?.state).toBe("ready");
  });
});

describe("planning again after a changed choice", () => {
  it("asks the PSA nothing within a few minutes, and says when it was read", async () => {
    const { stage, taskIds } = await ordered("12");
    const first = await planned(stage, { taskIds });
    const asked = await requestsOf(stage);
    await fixture.setClock("2026-03-17T09:03:00Z");
    const again = await planned(stage, { taskIds, choices: { proration: "none" }, basedOn: first.planId });
    expect(await requestsOf(stage)).toBe(asked);
    expect([dates(again.line), again.plan.readAt]).toEqual([["2026-03-01"], first.plan.readAt]);
    await fixture.setClock("2026-03-17T09:06:00Z");
    const late = await planned(stage, { taskIds, basedOn: again.planId });
    expect(await requestsOf(stage)).toBeGreaterThan(asked);
    expect(late.plan.readAt).not.toEqual(first.plan.readAt);
    await fixture.setClock("2026-03-17T09:00:00Z");
  });

  it("reads again for days that were not read, and for other tasks", async () => {
    const { stage, taskIds } = await ordered("12", 2);
    const first = await planned(stage, { taskIds: taskIds.slice(0, 1) });
    const asked = await requestsOf(stage);
    const later = { effectiveDate: "2026-07-10" };
    const day = await planned(stage, {
      taskIds: taskIds.slice(0, 1),
      choices: later,
      basedOn: first.planId,
    });
    expect(dates(day.line)).toEqual(["2026-07-10"]);
    const afterDay = await requestsOf(stage);
    expect(afterDay).toBeGreaterThan(asked);
    await planned(stage, { taskIds, basedOn: day.planId });
    expect(await requestsOf(stage)).toBeGreaterThan(afterDay);
  });

  it("takes no reading of another partner", async () => {
    const [mine, theirs] = [await ordered("12"), await ordered("12")];
    const first = await planned(theirs.stage, { taskIds: theirs.taskIds });
    const asked = await requestsOf(mine.stage);
    await planned(mine.stage, { taskIds: mine.taskIds, basedOn: first.planId });
    expect(await requestsOf(mine.stage)).toBeGreaterThan(asked);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { stageInstant } from "@/e2e/support/billing-stage";
import { planTasks } from "@/lib/sync/plan-tasks";
import { ChargeFixture } from "./charge-fixture";
import { getPlan } from "./get-plan";

let fixture: ChargeFixture;

beforeAll(async () => {
  fixture = await ChargeFixture.open();
});

afterEach(() => fixture.apply.setClock(stageInstant));

afterAll(() => fixture.close());

const twelve = { quantity: "12", effectiveDate: "2026-03-17" };
const catchUp = "2026-04-01 2 seats 17-31 March: 1 x 19.35";

describe("days of a closed period", () => {
  it("are charged in the first open one, beside the quantity from its first day", async () => {
    const stage = await fixture.stage();
    await fixture.post(stage, "2026-03-01");
    await fixture.order(stage, twelve);
    const planId = await fixture.apply.draftPlan(stage);
    const plan = await getPlan(stage.ctx, { planId });
    expect(plan.headline).toContain("+19.35 GBP one-time");
    expect(plan.headline).not.toContain("by hand");
    expect(plan.lines[0]?.remainders[0]?.sentence).toBe(
      "One-time amount: 2 seats 17-31 March, 19.35 GBP. It goes to Autotask as a charge of 1 April.",
    );
    expect(plan.lines[0]?.remainders[0]?.charge?.undo.class).toBe("full");
    expect(plan.totals.writes).toBe(2);
    await fixture.apply.apply(stage, await fixture.apply.approve(stage, planId));
    expect(await fixture.said(stage)).toEqual([catchUp]);
    expect((await fixture.charges(stage))[0]).toMatchObject({ billingCodeID: 2, isBilled: false });
    expect(await fixture.apply.unitsOn(stage, 0, "2026-03-31")).toBe(10);
    expect(await fixture.apply.unitsOn(stage, 0, "2026-04-01")).toBe(12);
    expect(await fixture.ledger(stage)).toEqual(["set_line_quantity confirmed", "add_charge confirmed"]);
    const [task] = await fixture.apply.tasks(stage);
    expect(task?.state).toBe("applied");
    expect(task?.warnings.filter(({ code }) => code.startsWith("one_time"))).toEqual([]);
  });

  it("are added up over two of them", async () => {
    await fixture.apply.setClock("2026-05-05T09:00:00Z");
    const stage = await fixture.stage();
    await fixture.apply.control(stage, "clock", { set: "2026-05-05T09:00:00Z", freeze: true });
    await fixture.post(stage, "2026-03-01", "2026-04-01");
    await fixture.order(stage, twelve);
    await fixture.query("update orders set ordered_at = '2026-05-05T08:00:00Z' where partner_id = $1", stage);
    await fixture.apply.apply(stage, await fixture.apply.approvedPlan(stage));
    expect(await fixture.said(stage)).toEqual(["2026-05-01 2 seats 17 March-30 April: 1 x 59.35"]);
    expect(await fixture.apply.unitsOn(stage, 0, "2026-05-01")).toBe(12);
  });

  it("are billed with that period, to the penny", async () => {
    const stage = await fixture.stage();
    await fixture.post(stage, "2026-03-01");
    await fixture.applied(stage, twelve);
    await fixture.post(stage, "2026-04-01");
    type Billed = { billingItems: { billingItemType: number; totalAmount: number }[] };
    const { billingItems } = await fixture.apply.control<Billed>(stage, "world?only=billingItems");
    expect(billingItems.filter((item) => item.billingItemType === 4)).toMatchObject([{ totalAmount: 19.35 }]);
  });
});

describe("days that nobody prorates but the vendor", () => {
  it("are charged on their first day, and the quantity counts from the next period", async () => {
    const stage = await fixture.stage({ settings: { proration: "vendor" } });
    await fixture.applied(stage, twelve);
    expect(await fixture.said(stage)).toEqual(["2026-03-17 2 seats 17-31 March: 1 x 19.35"]);
    expect(await fixture.apply.unitsOn(stage, 0, "2026-03-31")).toBe(10);
    expect(await fixture.apply.unitsOn(stage, 0, "2026-04-01")).toBe(12);
  });

  it("are given back as a charge below zero where credits are on", async () => {
    const settings = { proration: "vendor", creditOnDecrease: true };
    const stage = await fixture.stage({ units: 12, settings });
    await fixture.applied(stage, { quantity: "9", effectiveDate: "2026-03-20" });
    expect(await fixture.said(stage)).toEqual(["2026-03-20 3 seats less 20-31 March: 1 x -23.23"]);
    expect(await fixture.apply.unitsOn(stage, 0, "2026-03-31")).toBe(12);
    expect(await fixture.apply.unitsOn(stage, 0, "2026-04-01")).toBe(9);
  });
});

describe("fees", () => {
  const setup = {
    kind: "setup",
    quantity: "3",
    unitPrice: "15.5",
    unitCost: "4",
    text: "Set-up of mailboxes",
  };

  it("of a sale are charged with their own quantity, price and cost", async () => {
    const stage = await fixture.stage();
    await fixture.apply.unlink(stage);
    await fixture.applied(stage, { ...twelve, type: "sales" }, [setup]);
    expect(await fixture.said(stage)).toEqual(["2026-03-17 Set-up of mailboxes: 3 x 15.5"]);
    expect((await fixture.charges(stage))[0]).toMatchObject({ unitCost: 4 });
    expect((await fixture.apply.tasks(stage))[0]?.state).toBe("applied");
  });

  it("of a cancellation are charged, and the line still ends", async () => {
    const stage = await fixture.stage();
    const fee = { kind: "cancellation", quantity: "1", unitPrice: "30" };
    await fixture.applied(stage, { ...twelve, quantity: "0", type: "cancellation" }, [fee]);
    expect(await fixture.said(stage)).toEqual([
      expect.stringMatching(/^2026-0[34]-\d\d .+: cancellation fee: 1 x 30$/),
    ]);
    expect((await fixture.apply.unitsOn(stage, 0, "2026-04-01")) ?? 0).toBe(0);
  });

  it("are not charged again by a second plan of the same order, and again once the charge was taken back", async () => {
    const stage = await fixture.stage();
    const planId = await fixture.applied(stage, twelve, [setup, { ...setup, text: "Training" }]);
    expect(await fixture.said(stage)).toHaveLength(2);
    const ready = async () => {
      await fixture.query("update sync_tasks set state = 'ready' where partner_id = $1", stage);
      return (await fixture.apply.tasks(stage)).map(({ id }) => id);
    };
    const again = await planTasks(stage.ctx, { taskIds: await ready() });
    expect((await getPlan(stage.ctx, again)).lines[0]?.remainders).toEqual([]);
    await fixture.undone(stage, planId);
    const third = await planTasks(stage.ctx, { taskIds: await ready() });
    expect((await getPlan(stage.ctx, third)).lines[0]?.remainders).toHaveLength(2);
  });
});

describe("a charge whose answer is lost", () => {
  const lost = async (kind: string, more: Record<string, unknown> = {}) => {
    const stage = await fixture.stage();
    await fixture.post(stage, "2026-03-01");
    await fixture.apply.control(stage, "faults", {
      add: [{ kind, method: "POST", path: "*/Charges", nth: 1, count: 1, ...more }],
    });
    const planId = await fixture.applied(stage, twelve);
    const { id, state } = await fixture.chargeOperation(stage);
    expect(state).toBe("unknown");
    return { stage, planId, operationId: id };
  };

  it("and that the PSA has made is found by its marker and not sent again", async () => {
    const { stage, planId, operationId } = await lost("after-write");
    await fixture.lookUp(stage, operationId);
    await fixture.apply.apply(stage, planId);
    expect(await fixture.said(stage)).toEqual([catchUp]);
    expect(await fixture.chargeOperation(stage)).toMatchObject({
      state: "confirmed",
      attempts: 1,
      lookUps: 1,
    });
    expect((await fixture.apply.tasks(stage))[0]?.state).toBe("applied");
    // Found again by its own id, so that it can be taken back.
    await fixture.undone(stage, planId);
    expect(await fixture.said(stage)).toEqual([]);
  });

  it("and that never arrived is sent once more after its look-ups", async () => {
    const { stage, planId, operationId } = await lost("before-write");
    await fixture.lookUp(stage, operationId);
    await fixture.apply.apply(stage, planId);
    expect(await fixture.said(stage)).toEqual([catchUp]);
    expect(await fixture.chargeOperation(stage)).toMatchObject({
      state: "confirmed",
      attempts: 2,
      lookUps: 3,
    });
  });

  it("and that arrives after the last look-up is found before it would be sent again", async () => {
    const { stage, planId, operationId } = await lost("late-commit", { ms: 200_000 });
    await fixture.lookUp(stage, operationId);
    await fixture.apply.control(stage, "clock", { advanceMs: 200_000 });
    await fixture.apply.apply(stage, planId);
    expect(await fixture.said(stage)).toEqual([catchUp]);
    expect(await fixture.chargeOperation(stage)).toMatchObject({ state: "confirmed", attempts: 1 });
  });
});

describe("a run that dies while a charge is on its way", () => {
  it.each([
    ["after the PSA has made it", true],
    ["before it has left", false],
  ])("%s leaves exactly one in the end", async (_when, isMade) => {
    const stage = await fixture.stage();
    await fixture.post(stage, "2026-03-01");
    const planId = await fixture.applied(stage, twelve);
    const { id } = await fixture.chargeOperation(stage);
    if (!isMade) await fixture.removeCharges(stage);
    await fixture.query(
      "update operations set state = 'sending', psa_reference = null where partner_id = $1 and kind = 'add_charge'",
      stage,
    );
    await fixture.query("update plan_lines set state = 'planned' where partner_id = $1", stage);
    await fixture.query("update plans set state = 'applying' where partner_id = $1", stage);
    await fixture.apply.apply(stage, planId);
    expect((await fixture.chargeOperation(stage)).state).toBe("unknown");
    await fixture.lookUp(stage, id);
    await fixture.apply.apply(stage, planId);
    expect(await fixture.said(stage)).toEqual([catchUp]);
    expect((await fixture.chargeOperation(stage)).state).toBe("confirmed");
  });
});

describe("where the PSA takes no charges", () => {
  it.each<[string, object, object, string]>([
    [
      "the right to create them is missing",
      { options: { denied: { ContractCharges: ["create"] } } },
      {},
      "may not create contract charges",
    ],
    [
      "no billing code is known",
      { billingCodes: [{ id: 1, name: "Other revenue" }] },
      {},
      "No billing code for charges is chosen",
    ],
    ["the chosen code is not there", {}, { chargeBillingCode: "77" }, "The billing code 77"],
  ])("because %s, the amount is shown and left to do by hand", async (_why, world, settings, reason) => {
    const stage = await fixture.stage({ world, settings });
    await fixture.post(stage, "2026-03-01");
    await fixture.order(stage, twelve);
    const planId = await fixture.apply.draftPlan(stage);
    const plan = await getPlan(stage.ctx, { planId });
    expect(plan.headline).toContain("+19.35 GBP one-time, to be charged by hand");
    const sentence = plan.lines[0]?.remainders[0]?.sentence ?? "";
    expect(sentence).toContain("Enter it in Autotask by hand.");
    expect(sentence).toContain(reason);
    await fixture.apply.apply(stage, await fixture.apply.approve(stage, planId));
    expect(await fixture.said(stage)).toEqual([]);
    expect((await fixture.apply.tasks(stage))[0]?.warnings).toContainEqual({
      code: "one_time_catch_up",
      message: sentence,
    });
  });

  it("because it refuses the question, the rest is planned all the same", async () => {
    const stage = await fixture.stage();
    await fixture.post(stage, "2026-03-01");
    await fixture.apply.control(stage, "faults", {
      add: [{ kind: "500", path: "*ContractCharges/entityInformation", count: null, text: "Not licensed." }],
    });
    await fixture.order(stage, twelve);
    const plan = await getPlan(stage.ctx, { planId: await fixture.apply.draftPlan(stage) });
    expect(plan.lines[0]?.steps).toHaveLength(1);
    expect(plan.lines[0]?.remainders[0]?.sentence).toContain("Not licensed.");
  });

  it("though it did when it was planned, the quantity stands and the task says what is left", async () => {
    const stage = await fixture.stage();
    await fixture.post(stage, "2026-03-01");
    await fixture.order(stage, twelve);
    const planId = await fixture.apply.approvedPlan(stage);
    await fixture.deny(stage, { ContractCharges: ["create"] });
    await fixture.apply.apply(stage, planId);
    expect(await fixture.ledger(stage)).toEqual(["set_line_quantity confirmed", "add_charge refused"]);
    expect(await fixture.apply.unitsOn(stage, 0, "2026-04-01")).toBe(12);
    const [task] = await fixture.apply.tasks(stage);
    expect(task?.state).toBe("applied");
    const left = task?.warnings.find(({ code }) => code === "one_time_catch_up")?.message;
    expect(left).toContain("2 seats 17-31 March, 19.35 GBP. Enter it in Autotask by hand.");
    const { lines } = await getPlan(stage.ctx, { planId });
    expect(lines[0]?.note).toContain("Enter it in Autotask by hand.");
  });
});

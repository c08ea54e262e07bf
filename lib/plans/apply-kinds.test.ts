import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BillingStage, lineIdOf, placeOrders } from "@/e2e/support/billing-stage";
import { ApplyFixture } from "./apply-fixture";
import { getPlan } from "./get-plan";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterAll(() => fixture.close());

const order = (stage: BillingStage, quantity: string, type: "sales" | "change" | "cancellation") =>
  placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity, type });

async function linkedLine(stage: BillingStage): Promise<{ psaLineId: string; key: string } | undefined> {
  const { rows } = await fixture.database.superuserPool.query<{ psaLineId: string; key: string }>(
    `select l.psa_line_id as "psaLineId", l.key from contract_links as c
       join line_links as l on l.partner_id = c.partner_id and l.id = c.line_link_id
      where c.partner_id = $1`,
    [stage.partnerId],
  );
  return rows[0];
}

describe("a sale without a line on the contract", () => {
  it("creates the line, writes its key and ties it to the subscription", async () => {
    const stage = await fixture.stage(1);
    await fixture.unlink(stage);
    await fixture.control(stage, "acts", [
      { act: "remove-line", contractServiceID: Number.parseInt(lineIdOf(0), 10) },
    ]);
    await order(stage, "12", "sales");
    const { finished } = await fixture.apply(stage, await fixture.approvedPlan(stage));
    expect(finished.applied).toBe(1);
    const [line, ...others] = await fixture.worldLines(stage);
    expect(others).toHaveLength(0);
    expect(line?.internalDescription).toBe("EFS-0");
    expect(line?.adjustments).toHaveLength(1);
    const on = (date: string) =>
      line?.units.find((row) => row.startDate.slice(0, 10) <= date && date <= row.endDate.slice(0, 10))
        ?.units;
    expect([on("2026-03-16") ?? 0, on("2026-03-17"), on("2026-04-01")]).toEqual([0, 12, 12]);
    expect(await linkedLine(stage)).toEqual({ psaLineId: String(line?.id), key: "EFS-0" });
    expect((await fixture.operations(stage)).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      "set_line_quantity confirmed",
      "set_line_text confirmed",
    ]);
  });

  it("writes no key behind a refused adjustment, not even after a run that broke off", async () => {
    const stage = await fixture.stage(1);
    await fixture.unlink(stage);
    await order(stage, "12", "sales");
    const planId = await fixture.approvedPlan(stage);
    await fixture.database.superuserPool.query(
      "update operations set state = 'refused', attempts = 1 where partner_id = $1 and kind = 'set_line_quantity'",
      [stage.partnerId],
    );
    const { finished } = await fixture.apply(stage, planId);
    expect(finished.failed).toBe(1);
    expect((await fixture.worldLines(stage))[0]?.internalDescription).not.toBe("EFS-0");
    expect((await fixture.operations(stage)).map(({ state }) => state)).toEqual(["refused", "superseded"]);
  });
});

describe("a sale of what stands in the PSA already and belongs to nobody", () => {
  it("takes the line over: its key is written, it is linked, its quantity is left alone", async () => {
    const stage = await fixture.stage(1);
    await fixture.unlink(stage);
    await fixture.adjustByHand(stage, 0, "2026-03-01", 12);
    await order(stage, "12", "sales");
    const planId = await fixture.draftPlan(stage);
    const [line] = (await getPlan(stage.ctx, { planId })).lines;
    expect(line).toMatchObject({ direction: "same", adoptsLine: true, steps: [], writesKey: "EFS-0" });
    await fixture.apply(stage, await fixture.approve(stage, planId));
    expect(await fixture.adjustments(stage)).toHaveLength(0);
    expect((await fixture.worldLines(stage))[0]?.internalDescription).toBe("EFS-0");
    expect(await linkedLine(stage)).toEqual({ psaLineId: lineIdOf(0), key: "EFS-0" });
    expect((await fixture.tasks(stage))[0]?.state).toBe("applied");
  });
});

describe("a change that the PSA holds already", () => {
  it("is planned again, not counted as applied, when the line has changed since", async () => {
    const stage = await fixture.stage(1);
    await fixture.adjustByHand(stage, 0, "2026-03-01", 12);
    await order(stage, "12", "change");
    const planId = await fixture.approvedPlan(stage);
    expect(await fixture.operations(stage)).toHaveLength(0);
    await fixture.adjustByHand(stage, 0, "2026-03-05", 11);
    const { replaced } = await fixture.apply(stage, planId);
    expect((await fixture.tasks(stage)).map((task) => task.state)).toEqual(["superseded", "ready"]);
    const [line] = (await getPlan(stage.ctx, { planId: replaced.planId ?? "" })).lines;
    expect(line).toMatchObject({
      quantityBefore: "11",
      quantity: "12",
      refusals: [{ code: "drift_undecided" }],
    });
  });
});

describe("a cancellation", () => {
  it("takes the line to 0 from the first day of the next period and keeps it", async () => {
    const stage = await fixture.stage(1);
    await order(stage, "0", "cancellation");
    await fixture.apply(stage, await fixture.approvedPlan(stage));
    expect(await fixture.unitsOn(stage, 0, "2026-03-31")).toBe(10);
    expect((await fixture.unitsOn(stage, 0, "2026-04-01")) ?? 0).toBe(0);
    expect(await fixture.worldLines(stage)).toHaveLength(1);
    expect((await fixture.tasks(stage))[0]?.state).toBe("applied");
  });
});

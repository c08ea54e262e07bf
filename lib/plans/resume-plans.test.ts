import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BillingStage, placeOrders } from "@/e2e/support/billing-stage";
import { ApplyFixture } from "./apply-fixture";
import { resumePlans } from "./resume-plans";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterAll(() => fixture.close());

const resume = (stage: BillingStage, of: BillingStage = stage) =>
  resumePlans(fixture.job(stage, "resume-plans"), { connectionId: of.connectionId });

async function resumed(stage: BillingStage): Promise<string[]> {
  const { rows } = await fixture.database.superuserPool.query<{ planId: string }>(
    `select data ->> 'planId' as "planId" from outbox where partner_id = $1 and name = 'plan/resumed'`,
    [stage.partnerId],
  );
  return rows.map(({ planId }) => planId);
}

describe("resuming a connection's plans", () => {
  it("announces those that are approved or under way", async () => {
    const { stage, planId } = await fixture.approvedChange();
    expect(await resume(stage)).toBe(1);
    expect(await resumed(stage)).toEqual([planId]);
  });

  it("lets a plan end that stopped at refused credentials, each line written once", async () => {
    const { stage, planId } = await fixture.approvedChange();
    await fixture.database.superuserPool.query(
      "update connections set state = 'credentials_rejected' where id = $1",
      [stage.connectionId],
    );
    await expect(fixture.apply(stage, planId)).rejects.toMatchObject({ kind: "credentials" });
    await fixture.database.superuserPool.query("update connections set state = 'active' where id = $1", [
      stage.connectionId,
    ]);
    expect(await resume(stage)).toBe(1);
    expect((await fixture.apply(stage, planId)).isFinished).toBe(true);
    expect(await fixture.adjustments(stage)).toHaveLength(1);
    expect((await fixture.tasks(stage))[0]?.state).toBe("applied");
  });

  it("leaves drafts and finished plans alone", async () => {
    const { stage, planId } = await fixture.approvedChange();
    await fixture.apply(stage, planId);
    await placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity: "13" });
    await fixture.draftPlan(stage);
    expect(await resume(stage)).toBe(0);
  });

  it("finds nothing of another partner", async () => {
    const { stage } = await fixture.approvedChange();
    const other = await fixture.stage(1);
    expect(await resume(other, stage)).toBe(0);
    expect(await resumed(stage)).toEqual([]);
  });
});

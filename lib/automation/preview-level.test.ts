import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BillingStage, placeOrders } from "@/e2e/support/billing-stage";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { previewLevel } from "./preview-level";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterAll(() => fixture.close());

const order = (stage: BillingStage, more: Partial<Parameters<typeof placeOrders>[2]>) =>
  placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity: "12", ...more });

const preview = (stage: BillingStage, level: "watch" | "ask" | "guarded" | "automatic") =>
  previewLevel(stage.ctx, { connectionId: stage.connectionId, level });

/** Two small changes and one that more than doubles, each the second of its customer, all planned. */
async function busyMonth(): Promise<BillingStage> {
  const stage = await fixture.stage(3);
  await order(stage, { count: 3, quantity: "10", effectiveDate: "2026-02-01" });
  await fixture.readyTasks(stage);
  await fixture.database.superuserPool.query(
    `update sync_tasks set state = 'applied', created_at = '2026-01-20' where partner_id = $1`,
    [stage.partnerId],
  );
  await order(stage, { count: 2 });
  await order(stage, { from: 2, quantity: "24" });
  await fixture.draftPlan(stage);
  return stage;
}

describe("what the last 30 days would have met at a level", () => {
  it("counts what would have gone alone and names what would have waited", async () => {
    const stage = await busyMonth();
    expect(await preview(stage, "guarded")).toEqual({
      changes: 3,
      alone: 2,
      waiting: [
        {
          guard: "jump",
          count: 1,
          example: "Waits for a person: 10 to 24 is a change of more than 50 % and more than 10 units.",
        },
      ],
      sentence:
        "Of 3 changes planned in the last 30 days, 2 would have gone alone and 1 would have waited for a person.",
    });
    expect(await preview(stage, "automatic")).toMatchObject({ changes: 3, alone: 2 });
    expect(await preview(stage, "ask")).toMatchObject({ alone: 0, waiting: [{ guard: "level", count: 3 }] });
    expect(await fixture.adjustments(stage)).toEqual([]);
  });

  it("counts the first change of a customer as one that waits", async () => {
    const stage = await fixture.stage(1);
    await order(stage, {});
    await fixture.draftPlan(stage);
    expect(await preview(stage, "guarded")).toMatchObject({
      changes: 1,
      alone: 0,
      waiting: [{ guard: "first" }],
    });
  });

  it("says so where nothing was planned, and leaves out what is older", async () => {
    const stage = await busyMonth();
    await fixture.database.superuserPool.query(
      "update sync_tasks set created_at = '2026-02-10' where partner_id = $1",
      [stage.partnerId],
    );
    expect(await preview(stage, "guarded")).toMatchObject({
      changes: 0,
      sentence: "Nothing was planned in the last 30 days, so there is nothing to try this level on.",
    });
  });

  it("is nobody's of another partner", async () => {
    const [stage, stranger] = [await busyMonth(), await fixture.stage(1)];
    await expect(
      previewLevel(stranger.ctx, { connectionId: stage.connectionId, level: "guarded" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

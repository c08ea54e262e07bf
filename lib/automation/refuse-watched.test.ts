import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { planTasks } from "@/lib/sync/plan-tasks";
import { AutomationStages } from "./automation-stages.fixture";

let fixture: ApplyFixture;
let stages: AutomationStages;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
  stages = new AutomationStages(fixture);
});

afterAll(() => fixture.close());

describe("at the level watch", () => {
  it("a person's approval is refused with the way out, and nothing is sent", async () => {
    const stage = await stages.withHistory(1, { automationLevel: "watch" });
    await stages.ordered(stage, {});
    const [task] = await stages.open(stage);
    const { planId } = await planTasks(stage.ctx, { taskIds: [task?.id ?? ""] });
    await expect(fixture.approve(stage, planId)).rejects.toMatchObject({
      code: "precondition_failed",
      message: expect.stringContaining(
        'is set to "watch": changes are compared and shown, and nothing is written',
      ),
    });
    await stages.choose(stage, { automationLevel: "ask" });
    await fixture.apply(stage, await fixture.approve(stage, planId));
    expect(await fixture.unitsOn(stage, 0, "2026-03-17")).toBe(12);
  });

  it("a customer's own level counts", async () => {
    const stage = await stages.withHistory(1, { automationLevel: "ask" });
    await stages.query(
      `update customer_mappings set settings = '{"automationLevel":"watch"}' where partner_id = $1`,
      stage.partnerId,
    );
    await stages.ordered(stage, {});
    const [task] = await stages.open(stage);
    const { planId } = await planTasks(stage.ctx, { taskIds: [task?.id ?? ""] });
    await expect(fixture.approve(stage, planId)).rejects.toThrow("'Customer 0' is set to \"watch\"");
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApplyFixture } from "@/lib/plans/apply-fixture";
import { getPlan } from "@/lib/plans/get-plan";
import { planAgain } from "@/lib/sync/plan-again";
import { decideDrift } from "./decide-drift";
import { HandEdits } from "./hand-edit.fixture";

let edits: HandEdits;
let fixture: ApplyFixture;

beforeAll(async () => {
  edits = await HandEdits.open();
  fixture = edits.fixture;
});

afterAll(() => fixture.close());

describe("the three ways out", () => {
  it("accept: it holds until the next order, which counts from what stands there", async () => {
    const { stage, plan } = await edits.editedLine();
    await plan();
    const { id } = await edits.onlyDrift(stage);
    const { finding, planId: none } = await decideDrift(stage.ctx, { findingId: id, decision: "accept" });
    expect([finding.state, none]).toEqual(["closed", null]);
    await edits.night(stage);
    expect((await edits.onlyDrift(stage)).state).toBe("closed");
    const { planId, line } = await plan();
    expect(line?.steps).toMatchObject([{ quantityBefore: "11", quantity: "14" }]);
    expect(line?.warnings.map(({ code }) => code)).not.toContain("quantity_changed_in_psa");
    await fixture.apply(stage, await fixture.approve(stage, planId));
    expect(await fixture.unitsOn(stage, 0, "2026-03-17")).toBe(14);
    await edits.night(stage);
    expect((await edits.onlyDrift(stage)).state).toBe("closed");
    // Accepting has ended with the order: a further hand edit waits for a decision of its own.
    await fixture.adjustByHand(stage, 0, "2026-03-16", 12);
    await edits.night(stage);
    expect(await edits.statesOf(stage)).toEqual(["closed", "open"]);
    expect(await fixture.audited(stage, "line_link")).toEqual(["drift.accepted"]);
  });

  it("revert: a plan writes our value again, and the finding closes when both sides agree", async () => {
    const stage = await fixture.stage(1);
    await fixture.adjustByHand(stage, 0, "2026-03-05", 8);
    await edits.night(stage);
    const { id } = await edits.onlyDrift(stage);
    const { planId, finding } = await decideDrift(stage.ctx, { findingId: id, decision: "revert" });
    expect(finding.state).toBe("open");
    expect(await fixture.adjustments(stage)).toHaveLength(0);
    const plan = await getPlan(stage.ctx, { planId: planId ?? "" });
    expect(plan).toMatchObject({ origin: "revert", lines: [{ quantityBefore: "8", quantity: "10" }] });
    const again = await planAgain(stage.ctx, { planId: plan.id });
    await fixture.apply(stage, await fixture.approve(stage, again.planId));
    expect(await fixture.unitsOn(stage, 0, "2026-03-16")).toBe(8);
    expect(await fixture.unitsOn(stage, 0, "2026-03-17")).toBe(10);
    await edits.compare(stage, again.planId);
    expect((await edits.onlyDrift(stage)).state).toBe("closed");
  });

  it("revert of more than ours goes down from the next period, and is ours until then", async () => {
    const stage = await fixture.stage(1);
    await fixture.adjustByHand(stage, 0, "2026-03-05", 13);
    await edits.night(stage);
    const { id } = await edits.onlyDrift(stage);
    const { planId } = await decideDrift(stage.ctx, { findingId: id, decision: "revert" });
    await fixture.apply(stage, await fixture.approve(stage, planId ?? ""));
    expect(await fixture.unitsOn(stage, 0, "2026-03-31")).toBe(13);
    expect(await fixture.unitsOn(stage, 0, "2026-04-01")).toBe(10);
    await edits.night(stage);
    expect((await edits.onlyDrift(stage)).state).toBe("closed");
  });

  it("pin: the value stays whatever is ordered, and the plan says so", async () => {
    const { stage, plan } = await edits.editedLine();
    await plan();
    const { id } = await edits.onlyDrift(stage);
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
    await edits.night(stage);
    expect((await edits.onlyDrift(stage)).state).toBe("closed");
    // Without the pin it is a hand edit again: 11 there, 10 last written.
    await decideDrift(stage.ctx, { findingId: id, decision: "unpin" });
    await edits.night(stage);
    expect(await edits.statesOf(stage)).toEqual(["closed", "open"]);
    const again = decideDrift(stage.ctx, { findingId: id, decision: "unpin" });
    await expect(again).rejects.toMatchObject({ code: "conflict" });
    expect(await fixture.audited(stage, "line_link")).toEqual(["drift.pinned", "drift.unpinned"]);
  });

  it("are decided once", async () => {
    const { stage, plan } = await edits.editedLine();
    await plan();
    const { id } = await edits.onlyDrift(stage);
    await decideDrift(stage.ctx, { findingId: id, decision: "accept" });
    for (const decision of ["accept", "revert"] as const) {
      await expect(decideDrift(stage.ctx, { findingId: id, decision })).rejects.toMatchObject({
        code: "conflict",
      });
    }
  });

  it("are not for a viewer, pinning not for an operator, and another partner finds nothing", async () => {
    const { stage, plan } = await edits.editedLine();
    await plan();
    const { id: findingId } = await edits.onlyDrift(stage);
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

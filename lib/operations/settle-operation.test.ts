import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BillingStage, stageInstant } from "@/e2e/support/billing-stage";
import { addMilliseconds, toInstant } from "@/lib/clock";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { acquireLocks } from "./lock-store";
import { lookUpTimes } from "./look-up-times";
import { settleOperation } from "./settle-operation";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterAll(() => fixture.close());

const look = (stage: BillingStage, operationId: string, number: number) =>
  settleOperation(fixture.job(stage, "settle-operation"), { operationId, look: number });

const first = async (stage: BillingStage) => (await fixture.operations(stage))[0];

const advanceWorld = (stage: BillingStage, ms: number) => fixture.control(stage, "clock", { advanceMs: ms });

describe("a lost answer whose write arrives late", () => {
  it("is found by the look-up after it arrived, and is sent once", async () => {
    const { stage, operationId, planId } = await fixture.lostAnswer("late-commit", { ms: 20_000 });
    expect(await look(stage, operationId, 0)).toBe("again");
    await advanceWorld(stage, 25_000);
    expect(await look(stage, operationId, 1)).toBe("ended");
    expect(await first(stage)).toMatchObject({ state: "confirmed", attempts: 1, lookUps: 2 });
    await fixture.apply(stage, planId);
    expect(await fixture.unitsOn(stage, 0, "2026-03-17")).toBe(12);
    expect((await fixture.tasks(stage))[0]?.state).toBe("applied");
  });

  it("is found by the third look-up too", async () => {
    const { stage, operationId } = await fixture.lostAnswer("late-commit", { ms: 100_000 });
    await look(stage, operationId, 0);
    await look(stage, operationId, 1);
    await advanceWorld(stage, 100_000);
    expect(await look(stage, operationId, 2)).toBe("ended");
    expect(await first(stage)).toMatchObject({ state: "confirmed", attempts: 1, lookUps: 3 });
  });

  it("is confirmed without a second write when it arrives after the last look-up", async () => {
    const { stage, operationId, planId } = await fixture.lostAnswer("late-commit", { ms: 200_000 });
    expect(await look(stage, operationId, 2)).toBe("ended");
    expect((await first(stage))?.state).toBe("planned");
    await advanceWorld(stage, 200_000);
    await fixture.apply(stage, planId);
    expect(await first(stage)).toMatchObject({ state: "confirmed", attempts: 1 });
    expect((await fixture.worldLines(stage))[0]?.adjustments).toHaveLength(1);
  });

  it("counts as arrived when the repeated write is refused because its day has a change by now", async () => {
    const { stage, operationId, planId } = await fixture.lostAnswer("before-write");
    await look(stage, operationId, 2);
    await fixture.control(stage, "faults", {
      add: [{ kind: "hold", method: "POST", path: "*Adjustments", point: "before-write" }],
    });
    const applying = fixture.apply(stage, planId);
    await fixture.untilHeld(stage);
    await fixture.adjustByHand(stage, 0, "2026-03-17", 12);
    await fixture.control(stage, "faults", { release: { id: 2 } });
    await applying;
    expect(await first(stage)).toMatchObject({ state: "confirmed", attempts: 2 });
    expect(await fixture.unitsOn(stage, 0, "2026-03-17")).toBe(12);
  });
});

describe("looking up", () => {
  it("happens 5, 30 and 120 seconds after sending, on the business clock", async () => {
    const { stage, operationId, planId } = await fixture.lostAnswer("before-write");
    const seconds = [5, 30, 120].map((after) =>
      addMilliseconds(toInstant(stageInstant), after * 1000).toISOString(),
    );
    const job = fixture.job(stage, "settle-operation");
    expect(await lookUpTimes(job, { operationId })).toEqual({ planId, times: seconds });
  });

  it("waits for whoever writes to the line just now", async () => {
    const { stage, operationId } = await fixture.lostAnswer("before-write");
    const job = fixture.job(stage, "apply-plan");
    const presence = await job.presence();
    const { rows } = await fixture.database.superuserPool.query<{ key: string }>(
      "select lock_key as key from operations where id = $1",
      [operationId],
    );
    await job.transaction((tx) =>
      acquireLocks(tx, stage.connectionId, [rows[0]?.key ?? ""], operationId, presence),
    );
    await expect(look(stage, operationId, 0)).rejects.toMatchObject({ kind: "busy", refusal: "line_locked" });
    expect((await first(stage))?.lookUps).toBe(0);
  });

  it("changes nothing of an operation whose doubt has ended", async () => {
    const { stage, operationId } = await fixture.lostAnswer("after-write");
    await look(stage, operationId, 0);
    expect(await look(stage, operationId, 1)).toBe("ended");
    expect(await first(stage)).toMatchObject({ state: "confirmed", lookUps: 1 });
    expect(await fixture.audited(stage, "operation")).toEqual(["operation.confirmed"]);
  });

  it("finds nothing for another partner", async () => {
    const { operationId } = await fixture.lostAnswer("before-write");
    const other = await fixture.stage(1);
    await expect(look(other, operationId, 0)).rejects.toMatchObject({ code: "not_found" });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildPerson } from "@/db/builders/person";
import { signedInCaller } from "@/lib/http/test-call";
import { getClock } from "./get-clock";
import { moveClock } from "./move-clock";
import { type Practice, PracticeBed, practiceNow } from "./practice.fixture";
import { resetWorld } from "./reset-world";

let bed: PracticeBed;
let own: Practice;
let other: Practice;
beforeAll(async () => {
  bed = await PracticeBed.start();
  own = await bed.partner();
  other = await bed.partner();
});
afterAll(() => bed.stop());
beforeEach(async () => {
  await bed.setClock("frozen", practiceNow);
  await moveClock(own.ctx, { world: own.world, move: "together" });
});

const portalNow = async () => (await own.ctx.transaction(async (tx) => tx.now)).toISOString();
const worldNow = async (world: string) => (await bed.sandbox.control<{ now: string }>(world, "clock")).now;

describe("moving the clock of a demo", () => {
  it("takes the portal and every world a day further, together", async () => {
    const told = await moveClock(own.as("partner_viewer"), { world: own.world, move: "day" });
    expect(told).toMatchObject({ isTogether: true, portal: { today: "2026-03-18", isFrozen: true } });
    expect(await portalNow()).toBe("2026-03-18T09:00:00.000Z");
    expect(await worldNow(own.world)).toBe("2026-03-18T09:00:00Z");
    expect(await worldNow(other.world)).toBe("2026-03-18T09:00:00Z");
    expect(await bed.lastAudit(own.ctx.partnerId)).toMatchObject({
      action: "sandbox.clock_moved",
      before: { now: "2026-03-17T09:00:00.000Z" },
      after: { now: "2026-03-18T09:00:00.000Z" },
    });
  });

  it("goes to the first day of a contract's next period, or of the month, at the same time of day", async () => {
    await moveClock(own.ctx, { world: own.world, move: "next_period", contractId: "7" });
    // Summer time began on 29 March: nine o'clock in UTC is ten in London, still on that day.
    expect(await portalNow()).toBe("2026-04-15T09:00:00.000Z");
    await moveClock(own.ctx, { world: own.world, move: "next_month" });
    expect(await portalNow()).toBe("2026-05-01T09:00:00.000Z");
    const ended = moveClock(own.ctx, { world: own.world, move: "next_period", contractId: "9" });
    await expect(ended).rejects.toMatchObject({ code: "precondition_failed" });
  });

  it("lets it run and stops it again", async () => {
    expect(await moveClock(own.ctx, { world: own.world, move: "run" })).toMatchObject({
      portal: { isFrozen: false },
      psa: { isFrozen: false },
      isTogether: true,
    });
    expect(await moveClock(own.ctx, { world: own.world, move: "freeze" })).toMatchObject({
      portal: { isFrozen: true },
      psa: { isFrozen: true },
      isTogether: true,
    });
  });

  it("says when a world has another time, and brings it back", async () => {
    await bed.sandbox.control(own.world, "clock", { advanceMs: 60_000 });
    expect(await getClock(own.ctx, { world: own.world })).toMatchObject({ isTogether: false });
    await moveClock(own.ctx, { world: own.world, move: "together" });
    expect(await worldNow(own.world)).toBe(practiceNow);
  });

  it("signs nobody out", async () => {
    const person = await buildPerson(bed.database, { partnerId: own.ctx.partnerId });
    const { sessionId } = await signedInCaller(bed.database, person, own.ctx.partnerId);
    const rows = () =>
      bed.database.superuserPool.query("select last_seen_at, expires_at from sessions where id = $1", [
        sessionId,
      ]);
    const before = (await rows()).rows[0];
    await moveClock(own.ctx, { world: own.world, move: "day" });
    const after = (await rows()).rows[0];
    const dayMs = 86_400_000;
    expect(after.last_seen_at - before.last_seen_at).toBe(dayMs);
    expect(after.expires_at - before.expires_at).toBe(dayMs);
  });
});

describe("a reset", () => {
  it("wants its word, forgets what was done and leaves the world at the portal's time", async () => {
    await moveClock(own.ctx, { world: own.world, move: "day" });
    await bed.sandbox.control(own.world, "acts", [{ act: "remove-line", contractServiceID: 70 }]);
    const wrong = resetWorld(own.ctx, { world: own.world, confirmation: "yes" });
    await expect(wrong).rejects.toMatchObject({
      code: "invalid",
      details: { fields: [{ field: "confirmation" }] },
    });
    await resetWorld(own.ctx, { world: own.world, confirmation: "Reset " });
    const { lines } = await bed.sandbox.control<{ lines: unknown[] }>(own.world, "world?only=lines");
    expect(lines).toHaveLength(1);
    expect(await getClock(own.ctx, { world: own.world })).toMatchObject({ isTogether: true });
    expect(await bed.lastAudit(own.ctx.partnerId)).toMatchObject({ action: "sandbox.reset" });
  });
});

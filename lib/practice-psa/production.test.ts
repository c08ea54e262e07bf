import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { changeFaults } from "./change-faults";
import { listWorlds } from "./list-worlds";
import { moveClock } from "./move-clock";
import { type Practice, PracticeBed } from "./practice.fixture";

vi.mock("@/lib/env", async (original) => {
  const real = await original<typeof import("@/lib/env")>();
  return { ...real, environment: () => ({ ...real.environment(), mode: "production" }) };
});

let bed: PracticeBed;
let own: Practice;
beforeAll(async () => {
  bed = await PracticeBed.start();
  own = await bed.partner();
});
afterAll(() => bed.stop());

it("is nothing at all outside demo mode, for the vendor's admin too", async () => {
  for (const ctx of [own.ctx, await bed.vendor("vendor_admin")]) {
    for (const way of [
      () => listWorlds(ctx),
      () => changeFaults(ctx, { world: own.world, clear: true }),
      () => moveClock(ctx, { world: own.world, move: "day" }),
    ])
      await expect(way()).rejects.toMatchObject({ code: "not_found" });
  }
});

it("has a clock that the database itself holds where no story was told", async () => {
  await bed.database.superuserPool.query("update deployment_settings set story_at = null");
  await expect(
    bed.database.pool.query("select move_business_clock('running', business_now() + interval '1 day')"),
  ).rejects.toThrow("without a demo story");
});

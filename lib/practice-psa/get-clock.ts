import type { Ctx } from "@/lib/auth/context";
import { toInstant } from "@/lib/clock";
import { businessDate } from "@/lib/dates";
import { readClockMode } from "./clock-store";
import { getWorld } from "./get-world";
import type { PracticeWorld } from "./list-worlds";
import { askSandbox, worldAddress } from "./sandbox-program";
import { clockTold } from "./told";

/** Both were set within one request; further apart than this they would disagree about what is due. */
const apartMs = 10_000;

/** The time of a world beside the portal's own, and whether they agree. */
export async function getClock(ctx: Ctx, { world: name }: { world: string }) {
  return clockOf(ctx, await getWorld(ctx, name));
}

export async function clockOf(ctx: Ctx, world: PracticeWorld) {
  const told = await askSandbox(clockTold, worldAddress(world.name, "clock"));
  const portal = await ctx.transaction(async (tx) => ({ now: tx.now, mode: await readClockMode(tx) }));
  const now = toInstant(told.now);
  const isFrozen = portal.mode === "frozen";
  return {
    world,
    portal: { now: portal.now, isFrozen, today: businessDate(portal.now, world.timeZone) },
    psa: { now, isFrozen: told.mode === "frozen" },
    isTogether:
      Math.abs(now.getTime() - portal.now.getTime()) <= apartMs && isFrozen === (told.mode === "frozen"),
  };
}

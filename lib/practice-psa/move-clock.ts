import { recordAudit } from "@/lib/audit/record";
import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { addMilliseconds } from "@/lib/clock";
import { businessDate } from "@/lib/dates";
import { readDeployment } from "@/lib/deployment/store";
import { AppError } from "@/lib/errors";
import { mapInFlight } from "@/lib/map-in-flight";
import { type ClockMode, moveBusinessClock, readClockMode } from "./clock-store";
import { clockOf } from "./get-clock";
import { getWorld } from "./get-world";
import type { PracticeWorld } from "./list-worlds";
import { nextMonthStart, nextPeriodStart, onDay } from "./next-period";
import { askSandbox, requirePracticePsa, worldAddress } from "./sandbox-program";
import { clockTold, linesOnlyTold, worldsTold } from "./told";

/** `together` moves nothing on and gives every world the portal's time. */
export type ClockMove =
  | { move: "hour" | "day" | "next_month" | "freeze" | "run" | "together" }
  | { move: "next_period"; contractId: string };

/**
 * Moves the demo's time: every world's clock and then the portal's own, so that both sides agree on what is due. The
 * worlds first, because setting them again to the same instant changes nothing if the second half fails. Time never
 * goes back, and whoever is signed in stays so.
 */
export async function moveClock(ctx: Ctx, { world: name, ...wanted }: { world: string } & ClockMove) {
  requirePracticePsa();
  requirePermission(ctx, "sandbox.use");
  const world = await getWorld(ctx, name);
  const before = await ctx.transaction(clockOfStory);
  const to = await targetOf(world, wanted, before.now);
  const isFrozen = wanted.move === "freeze" || (before.mode === "frozen" && wanted.move !== "run");
  await setAllWorlds(to, isFrozen);
  await ctx.transaction(async (tx) => {
    const after = await moveBusinessClock(tx, isFrozen ? "frozen" : "running", to);
    await recordAudit(tx, {
      action: "sandbox.clock_moved",
      recordKind: "sandbox",
      recordId: world.name,
      before: { now: before.now.toISOString(), mode: before.mode },
      after: { now: after.toISOString(), mode: isFrozen ? "frozen" : "running" },
    });
  });
  return clockOf(ctx, world);
}

/** Without a story there is nothing whose time could be played with; the database refuses it as well. */
async function clockOfStory(tx: Tx): Promise<{ now: Date; mode: ClockMode }> {
  if ((await readDeployment(tx)).storyAt === null)
    throw new AppError("precondition_failed", "There is no demo story here whose time could be moved.");
  return { now: tx.now, mode: await readClockMode(tx) };
}

async function targetOf(world: PracticeWorld, wanted: ClockMove, now: Date): Promise<Date> {
  const today = businessDate(now, world.timeZone);
  switch (wanted.move) {
    case "hour":
      return addMilliseconds(now, 3_600_000);
    case "day":
      return addMilliseconds(now, 24 * 3_600_000);
    case "next_month":
      return onDay(now, nextMonthStart(today), world.timeZone);
    case "next_period":
      return onDay(now, await nextPeriodOf(world, wanted.contractId, today), world.timeZone);
    case "freeze":
    case "run":
    case "together":
      return now;
  }
}

async function nextPeriodOf(world: PracticeWorld, contractId: string, today: string): Promise<string> {
  const { lines } = await askSandbox(
    linesOnlyTold,
    worldAddress(world.name, "world", { only: "lines", contract: contractId }),
  );
  const starts = lines.flatMap((line) => line.units.map((row) => row.periodStart));
  const next = nextPeriodStart(starts, today);
  if (next === undefined)
    throw new AppError("precondition_failed", "This contract has no period after today. Choose another one.");
  return next;
}

async function setAllWorlds(to: Date, isFrozen: boolean): Promise<void> {
  const { worlds } = await askSandbox(worldsTold, "worlds");
  const change = { set: to.toISOString(), freeze: isFrozen, speed: 1 };
  await mapInFlight(worlds, 4, async ({ name }) => {
    await askSandbox(clockTold, worldAddress(name, "clock"), change);
  });
}

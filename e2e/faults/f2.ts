import { buildBillingStage, placeOrders, sandboxControl, stageInstant } from "../support/billing-stage";
import type { StageProcesses } from "../support/stage-processes";
import { approveAll } from "./approve-all";
import type { FaultResult } from "./fault-result";
import { findInvariantBreaches, isClean } from "./invariants";
import { settled } from "./settled";
import { WorkerUnderFire } from "./worker-under-fire";

/**
 * F2: answers lost after the PSA has written, before it has written, and in the middle; writes that are committed late
 * (20 to 90 s after the connection broke). Every line must end at its quantity, written once, with at most three
 * look-ups for each lost answer and none for the lines that nothing happened to.
 */
export async function f2(
  processes: StageProcesses,
  options: { after: number; before: number; half: number; late: number; seed: number },
): Promise<FaultResult> {
  const { superuserPool, appPool, sandboxUrl } = processes;
  const { after, before, half, late } = options;
  const untouched = 20;
  const lines = after + before + half + late + untouched;
  await superuserPool.query("select set_business_clock('running', $1, 30)", [stageInstant]);
  const worker = new WorkerUnderFire(processes.functionsPort);
  await worker.start();
  await processes.startEngine();
  try {
    const stage = await buildBillingStage({ superuserPool, appPool, sandboxUrl, lines });
    const control = (verb: string, body?: unknown) => sandboxControl(sandboxUrl, stage.world, verb, body);
    await placeOrders(superuserPool, stage, { count: lines, quantity: "12" });
    // The world's clock runs with the business clock, so that a late commit comes between two look-ups.
    await control("clock", { set: stageInstant, speed: 30 });
    const route = { method: "POST", path: "*Adjustments" };
    const span = (from: number, count: number) => ({ ...route, nth: from + 1, count });
    await approveAll(superuserPool, stage, () =>
      control("faults", {
        add: [
          { kind: "after-write", ...span(0, after) },
          { kind: "before-write", ...span(after, before) },
          { kind: "mid-answer", ...span(after + before, half) },
          ...Array.from({ length: late }, (_, index) => ({
            kind: "late-commit",
            ms: 20_000 + Math.floor((70_000 * index) / Math.max(1, late - 1)),
            ...span(after + before + half + index, 1),
          })),
        ],
      }).then(() => undefined),
    );
    await settled(superuserPool, stage, 120);
    const found = await findInvariantBreaches(superuserPool, sandboxUrl, stage, () => [
      { date: "2026-03-16", units: 10 },
      { date: "2026-03-17", units: 12 },
      { date: "2026-04-01", units: 12 },
    ]);
    const { rows } = await superuserPool.query<{ most: number; looked: number; idle: number }>(
      `select max(look_ups)::int as most, count(*) filter (where look_ups > 0)::int as looked,
              count(*) filter (where look_ups = 0)::int as idle
         from operations where partner_id = $1`,
      [stage.partnerId],
    );
    const lookUps = rows[0] ?? { most: 0, looked: 0, idle: 0 };
    const pass =
      isClean(found) &&
      worker.unexpectedExits === 0 &&
      lookUps.most <= 3 &&
      lookUps.looked <= after + before + half + late &&
      lookUps.idle >= untouched;
    const trials = { after, before, half, late, mostLookUps: lookUps.most, lookedUp: lookUps.looked };
    return { fault: "F2", seed: options.seed, trials, found, pass };
  } finally {
    await worker.stop();
  }
}

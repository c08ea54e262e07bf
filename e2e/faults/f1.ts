import {
  type BillingStage,
  buildBillingStage,
  placeOrders,
  sandboxControl,
  stageInstant,
} from "../support/billing-stage";
import type { StageProcesses } from "../support/stage-processes";
import { approveAll } from "./approve-all";
import type { FaultResult } from "./fault-result";
import { type Findings, findInvariantBreaches, isClean } from "./invariants";
import { seededRandom } from "./seeded-random";
import { settled } from "./settled";
import { WorkerUnderFire } from "./worker-under-fire";

/** Where a run is held open for the kill: reading under the locks, before and after the write, reading back. */
const namedSteps = [
  {
    name: "read under the locks",
    method: "POST",
    path: "*ContractServiceUnits/query",
    point: "before-write",
    nth: 1,
  },
  { name: "before the write", method: "POST", path: "*Adjustments", point: "before-write", nth: 1 },
  {
    name: "after the write, before its answer",
    method: "POST",
    path: "*Adjustments",
    point: "after-write",
    nth: 1,
  },
  { name: "read back", method: "POST", path: "*ContractServiceUnits/query", point: "before-write", nth: 2 },
] as const;

/**
 * F1: SIGKILL in an apply, from outside: `random` kills at random instants and `each` at every named step. Ups (this
 * period) and downs (next period) in one plan; afterwards the world must be what the orders say.
 */
export async function f1(
  processes: StageProcesses,
  options: { random: number; each: number; seed: number },
): Promise<FaultResult> {
  const { superuserPool, appPool, sandboxUrl } = processes;
  const random = seededRandom(options.seed);
  const lines = Math.max(60, Math.ceil(options.random * 4));
  await superuserPool.query("select set_business_clock('running', $1, 30)", [stageInstant]);
  const worker = new WorkerUnderFire(processes.functionsPort);
  await worker.start();
  await processes.startEngine();
  try {
    const stage = await buildBillingStage({ superuserPool, appPool, sandboxUrl, lines });
    const control = (verb: string, body?: unknown) => sandboxControl(sandboxUrl, stage.world, verb, body);
    const half = Math.floor(lines / 2);
    await placeOrders(superuserPool, stage, { count: half, quantity: "12" });
    await placeOrders(superuserPool, stage, { count: lines - half, quantity: "7", from: half });
    // Real milliseconds, so that random instants hit a call under way.
    await control("faults", { add: [{ kind: "slow", ms: 15, count: null, path: "*" }] });
    await approveAll(superuserPool, stage);
    while (worker.kills < options.random) {
      await sleep(40 + random() * 260);
      await worker.kill();
    }
    await settled(superuserPool, stage);
    const first = await findInvariantBreaches(superuserPool, sandboxUrl, stage, (index) =>
      index < half
        ? [{ date: "2026-03-17", units: 12 }]
        : [
            { date: "2026-03-17", units: 10 },
            { date: "2026-04-01", units: 7 },
          ],
    );
    const second = await killAtNamedSteps(processes, worker, options.each);
    const found = sum(first, second);
    const pass = isClean(found) && worker.unexpectedExits === 0;
    const trials = { randomKills: options.random, kills: worker.kills, lines, namedSteps: namedSteps.length };
    return { fault: "F1", seed: options.seed, trials, found, pass };
  } finally {
    await worker.stop();
  }
}

/** A small plan of its own for each named step and round: hold the call, kill, let go, wait for the end. */
async function killAtNamedSteps(
  processes: StageProcesses,
  worker: WorkerUnderFire,
  each: number,
): Promise<Findings> {
  const { superuserPool, appPool, sandboxUrl } = processes;
  const rounds = namedSteps.flatMap((step) => Array.from({ length: each }, () => step));
  const stages: BillingStage[] = [];
  for (const step of rounds) {
    const stage = await buildBillingStage({ superuserPool, appPool, sandboxUrl, lines: 2 });
    stages.push(stage);
    await placeOrders(superuserPool, stage, { count: 2, quantity: "12" });
    const control = <T>(verb: string, body?: unknown) =>
      sandboxControl<T>(sandboxUrl, stage.world, verb, body);
    await approveAll(superuserPool, stage, async () => {
      const { name, ...fault } = step;
      await control("faults", { add: [{ kind: "hold", count: 1, ...fault }] });
    });
    await waitUntilHeld(control, step.name);
    await worker.kill();
    await control("faults", { release: { id: 1, as: "cut" } });
    await control("faults", { clear: true });
  }
  const all: Findings[] = [];
  for (const stage of stages) {
    await settled(superuserPool, stage);
    all.push(
      await findInvariantBreaches(superuserPool, sandboxUrl, stage, () => [
        { date: "2026-03-17", units: 12 },
      ]),
    );
  }
  return all.reduce(sum);
}

async function waitUntilHeld(control: <T>(verb: string) => Promise<T>, step: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { faults } = await control<{ faults: { waiting: number }[] }>("faults");
    if (faults.some((fault) => fault.waiting > 0)) return;
    await sleep(25);
  }
  throw new Error(`The call to be held never came: ${step}.`);
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export function sum(one: Findings, other: Findings): Findings {
  const added = (name: Exclude<keyof Findings, "details">) => one[name] + other[name];
  return {
    operations: added("operations"),
    lost: added("lost"),
    doubled: added("doubled"),
    stuck: added("stuck"),
    needsReview: added("needsReview"),
    wrongUnits: added("wrongUnits"),
    strangers: added("strangers"),
    withoutAudit: added("withoutAudit"),
    details: [...one.details, ...other.details],
  };
}

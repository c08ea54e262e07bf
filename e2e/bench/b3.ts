import { jobContext } from "@/lib/auth/job-context";
import { refreshMirror } from "@/lib/mirror/refresh-mirror";
import { applyChunk } from "@/lib/plans/apply-chunk";
import { startPlan } from "@/lib/plans/start-plan";
import { finishTasks } from "@/lib/sync/finish-tasks";
import { startTasks } from "@/lib/sync/start-tasks";
import { approveAll } from "../faults/approve-all";
import {
  type BillingStage,
  buildBillingStage,
  placeOrders,
  sandboxControl,
  stageInstant,
} from "../support/billing-stage";
import { openStageProcesses, type StageProcesses } from "../support/stage-processes";
import { type BenchOptions, type BenchResult, round } from "./bench";

type Counted = { writes: number; reads: number; byRoute: Record<string, number> };
type Case = {
  lines: number;
  changes: number;
  calls: number;
  allowed: number;
  again: Counted;
  byRoute: Record<string, number>;
};

/** One read for each line and one write for each changed line: what a published licence-to-Autotask script does. */
const perLineCalls = (lines: number, changes: number) => lines + changes;
/** Six calls for each line: look up company, contract, service, line and units, then write. */
const naiveCalls = (lines: number) => 6 * lines;

const allowedCalls = (lines: number, changes: number) =>
  changes + Math.ceil((2 * lines) / 500) + Math.ceil((5 * changes) / 500) + 5;

/** All differ: the goal is 1.95 times fewer calls than per line; 1 % of 10,000 differ: 69 times fewer. */
const goalRatio = (each: Case) => (each.changes === each.lines ? 1.95 : each.lines >= 10_000 ? 69 : 0);

/**
 * B3: PSA calls for each applied change, counted by the PSA sandbox: plan, re-read under the locks, write, read back.
 * At 1k every line differs, and then 1 %; above, 1 % differ (an hour has 10,000 calls). The second run must not write.
 */
export async function run(options: BenchOptions): Promise<BenchResult> {
  const processes = await openStageProcesses();
  try {
    await processes.superuserPool.query("select set_business_clock('frozen', $1)", [stageInstant]);
    const shares =
      options.size <= 1_000 ? [options.size, Math.ceil(options.size / 100)] : [Math.ceil(options.size / 100)];
    const cases: Case[] = [];
    for (const changes of shares) {
      options.say(`${changes} of ${options.size} lines differ ...`);
      cases.push(await measure(processes, options.size, changes));
    }
    return judge(options, cases);
  } finally {
    await processes.close();
  }
}

async function measure(processes: StageProcesses, lines: number, changes: number): Promise<Case> {
  const { superuserPool, appPool, sandboxUrl } = processes;
  const stage = await buildBillingStage({ superuserPool, appPool, sandboxUrl, lines });
  await placeOrders(superuserPool, stage, { count: changes, quantity: "12" });
  // The day's first reading of the PSA: what a connection does when it is saved and every night.
  await refreshMirror(jobContext(stage.partnerId, "refresh-mirror", appPool), {
    connectionId: stage.connectionId,
  });
  await emptyLog(processes, stage);
  await applyEverything(processes, stage);
  const first = await counted(processes, stage);
  await emptyLog(processes, stage);
  // The vendor says the same again: nothing differs any more.
  await placeOrders(superuserPool, stage, { count: changes, quantity: "12" });
  await applyEverything(processes, stage);
  const again = await counted(processes, stage);
  return {
    lines,
    changes,
    calls: first.reads + first.writes,
    allowed: allowedCalls(lines, changes),
    again,
    byRoute: first.byRoute,
  };
}

async function applyEverything(processes: StageProcesses, stage: BillingStage): Promise<void> {
  const job = jobContext(stage.partnerId, "apply-plan", processes.appPool);
  const planId = await approveAll(processes.superuserPool, { ...stage, ctx: job });
  if (planId === undefined) return;
  await startTasks(job, { planId });
  const { chunks } = await startPlan(job, { planId });
  for (const chunk of chunks) {
    const { waiting, unknown } = await applyChunk(job, { planId, ...chunk });
    if (waiting + unknown > 0) throw new Error(`${waiting + unknown} lines did not go through.`);
  }
  await finishTasks(job, { planId });
}

const emptyLog = (processes: StageProcesses, stage: BillingStage) =>
  sandboxControl(processes.sandboxUrl, stage.world, "requests", {});

async function counted(processes: StageProcesses, stage: BillingStage): Promise<Counted> {
  const log = await sandboxControl<{ total: number; writes: number; byRoute: Record<string, number> }>(
    processes.sandboxUrl,
    stage.world,
    "requests?limit=1",
  );
  return { writes: log.writes, reads: log.total - log.writes, byRoute: log.byRoute };
}

function judge(options: BenchOptions, cases: readonly Case[]): BenchResult {
  const [main] = cases;
  if (!main) throw new Error("Nothing was measured.");
  const passes = cases.map((each) => {
    const ratio = perLineCalls(each.lines, each.changes) / each.calls;
    return (
      each.calls <= each.allowed &&
      ratio >= goalRatio(each) &&
      each.again.writes === 0 &&
      each.again.reads <= Math.ceil((2 * each.lines) / 500) + 5
    );
  });
  const reference = perLineCalls(main.lines, main.changes);
  return {
    bench: "b3",
    size: options.sizeName,
    metric: "PSA calls, check and read-back included",
    value: main.calls,
    reference,
    ratio: round(reference / main.calls),
    goal: `at most ${main.allowed} calls, ${goalRatio(main)} times fewer than per line, second run 0 writes`,
    pass: passes.every(Boolean),
    seed: options.seed,
    detail: cases.map((each) => ({
      ...each,
      naive: naiveCalls(each.lines),
      ratioToNaive: round(naiveCalls(each.lines) / each.calls),
    })),
  };
}

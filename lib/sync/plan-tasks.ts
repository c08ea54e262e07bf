import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { openConnector } from "@/lib/connections/open-connector";
import { refuseWithoutBilling } from "@/lib/connections/require-billing";
import { addMonths, businessDate, earlierDate } from "@/lib/dates";
import { readDeployment } from "@/lib/deployment/store";
import { AppError } from "@/lib/errors";
import { type KnownLine, knownLines } from "@/lib/findings/line-memory-query";
import { noteReadLines } from "@/lib/findings/note-read-lines";
import { ownChangesOf } from "@/lib/operations/own-changes-query";
import { makePlan } from "@/lib/plans/make-plan";
import type { OwnChange } from "@/lib/plans/plan-line-input";
import { supersedeDrafts } from "@/lib/plans/supersede-drafts";
import type { ChargeTerms } from "@/lib/psa/records";
import { chargeTerms, hasOneTimeAmount } from "./charge-terms";
import { chargedFees } from "./charged-fees-query";
import { type EarlierReading, earlierReading } from "./earlier-reading-query";
import { linesFromReading } from "./lines-from-reading";
import { loadTasksForPlan } from "./load-tasks-for-plan";
import { type PlannableTask, planTask, sortOut } from "./plan-task";
import { attachToPlan, plansOfTasks } from "./plan-task-store";
import { type PlanWishes, withWishes } from "./plan-wishes";
import { readTaskLines, type TaskLine } from "./read-task-lines";
import { taskName } from "./sync-task";

export type LeftOut = { taskId: string; number: number; sentence: string };

type Loaded = {
  tasks: PlannableTask[];
  leftOut: LeftOut[];
  connectionId: string;
  today: string;
  ownChanges: ReadonlyMap<string, readonly OwnChange[]>;
  /** Fees of these tasks that an earlier plan has charged. */
  chargedFees: ReadonlySet<string>;
  settings: unknown;
  /** What we know of the tasks' lines without the PSA. */
  known: ReadonlyMap<string, KnownLine>;
  vendor: string;
  reading: EarlierReading | undefined;
};

export type PlanTasksInput = PlanWishes & {
  taskIds: readonly string[];
  /** A plan of the same tasks a few minutes ago: what it read is used again, where that still answers. */
  basedOn?: string | undefined;
};

/**
 * Makes one plan of these tasks (of one connection): reads their lines from the PSA in one batch, works out every
 * write with its date and money, and freezes it. Nothing is sent. Tasks that cannot be planned are named with the
 * reason in `leftOut`; the others go on. What a person chose for them stays with the plan. A task already in an
 * unapproved plan moves to the new one, and that plan cannot be approved any more. Throws `conflict` when a task was
 * decided while the PSA was being read.
 */
export async function planTasks(
  ctx: Ctx,
  input: PlanTasksInput,
): Promise<{ planId: string; leftOut: LeftOut[] }> {
  requirePermission(ctx, "sync.decide");
  const loaded = await ctx.transaction((tx) => load(tx, input));
  const connector = await openConnector(ctx, loaded.connectionId);
  const earlier = linesOfEarlier(loaded);
  const read = earlier ?? (await readTaskLines(connector, loaded.tasks, loaded.today));
  const leftOut = [...loaded.leftOut, ...read.leftOut];
  if (read.lines.length === 0) throw nothingToPlan(leftOut);
  const lineOf = (line: TaskLine, charges?: ChargeTerms) =>
    planTask({
      ...line,
      today: loaded.today,
      ownChanges: loaded.ownChanges.get(line.task.contractLink.line?.psaLineId ?? "") ?? [],
      chargedFees: loaded.chargedFees,
      charges,
      known: loaded.known.get(line.task.contractLink.line?.psaLineId ?? ""),
      connector,
      vendor: loaded.vendor,
    });
  const planned = read.lines.map((read) => ({ read, task: read.task, line: lineOf(read) }));
  const charges = await chargeTerms(
    connector,
    loaded.settings,
    planned.map(({ line }) => line),
  );
  const lines = planned.map(({ read, task, line }) => ({
    task,
    line: charges && hasOneTimeAmount(line) ? lineOf(read, charges) : line,
  }));
  return ctx.transaction(async (tx) => {
    const taskIds = lines.map(({ task }) => task.taskId);
    await supersedeDrafts(tx, await plansOfTasks(tx, taskIds));
    const { plan, lineIds } = await makePlan(tx, {
      connectionId: loaded.connectionId,
      origin: "tasks",
      readAt: (earlier && loaded.reading?.readAt) ?? tx.now,
      capabilities: connector.capabilities,
      lines: lines.map(({ task, line }) => ({ customerId: task.customer.id, line })),
    });
    const attached = await attachToPlan(
      tx,
      plan.id,
      lines.map(({ task, line }, index) => ({
        taskId: task.taskId,
        planLineId: lineIds[index] ?? "",
        direction: line.plan.direction,
      })),
    );
    refuseUnlessAll(lines, attached);
    if (!earlier) await noteReadLines(tx, loaded.connectionId, seenLines(read.lines, loaded));
    return { planId: plan.id, leftOut };
  });
}

/** Lines of ours as they were just read, for hand edits to be noticed before anything is written. */
function seenLines(lines: readonly TaskLine[], { known, today }: Loaded) {
  return lines.flatMap(({ task, state: shown }) => {
    const line = known.get(task.contractLink.line?.psaLineId ?? "");
    return line && shown.exists ? [{ line, shown, today }] : [];
  });
}

function linesOfEarlier({
  reading,
  tasks,
  today,
}: Loaded): { lines: TaskLine[]; leftOut: LeftOut[] } | undefined {
  const lines = reading && linesFromReading(reading.lines, tasks, today);
  return lines && { lines, leftOut: [] };
}

async function load(tx: Tx, input: PlanTasksInput): Promise<Loaded> {
  const all = await loadTasksForPlan(tx, [...new Set(input.taskIds)]);
  const [first] = all;
  if (!first) throw new AppError("invalid", "Choose at least one task.");
  if (all.some((task) => task.connection.id !== first.connection.id)) {
    throw new AppError(
      "invalid",
      "These tasks belong to several connections. Plan each connection's tasks on their own.",
    );
  }
  refuseWithoutBilling(first.connection);
  const { plannable: found, leftOut } = sortOut(all);
  if (found.length === 0) throw nothingToPlan(leftOut);
  const plannable = withWishes(found, input);
  const today = businessDate(tx.now, first.connection.timeZone);
  const lineIds = plannable.flatMap((task) => task.contractLink.line?.psaLineId ?? []);
  const earliest = plannable.map((task) => task.effectiveDate).reduce(earlierDate, today);
  // The longest period before it: a plan may write to the first day of the period that a date lies in.
  const seenFrom = addMonths(earliest, -12);
  const ownChanges = await ownChangesOf(tx, first.connection.id, lineIds, seenFrom);
  return {
    tasks: plannable,
    leftOut,
    connectionId: first.connection.id,
    today,
    ownChanges,
    chargedFees: await chargedFees(
      tx,
      plannable.flatMap(({ extras }) => extras.fees?.map(({ orderLineId }) => orderLineId) ?? []),
    ),
    settings: first.connection.settings,
    known: await knownLines(tx, first.connection.id, lineIds),
    vendor: (await readDeployment(tx)).vendorName,
    reading: input.basedOn === undefined ? undefined : await earlierReading(tx, input.basedOn),
  };
}

function refuseUnlessAll(lines: readonly { task: PlannableTask }[], attached: readonly string[]): void {
  const moved = new Set(attached);
  const lost = lines.find(({ task }) => !moved.has(task.taskId));
  if (!lost) return;
  throw new AppError(
    "conflict",
    `${taskName(lost.task.number)} was decided while the plan was being made. Read the list again.`,
  );
}

function nothingToPlan(leftOut: readonly LeftOut[]): AppError {
  const [first] = leftOut;
  return new AppError("precondition_failed", first?.sentence ?? "There is nothing to plan.", {
    current: leftOut,
  });
}

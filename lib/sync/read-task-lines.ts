import { readWindow } from "@/lib/billing/read-window";
import { earlierDate, laterDate } from "@/lib/dates";
import { lockKeyOf } from "@/lib/plans/lock-key";
import type { Connector } from "@/lib/psa/connector";
import { PsaError } from "@/lib/psa/errors";
import type { LineAddress, LineState } from "@/lib/psa/records";
import type { PlannableTask } from "./plan-task";
import type { LeftOut } from "./plan-tasks";
import { taskName } from "./sync-task";

export type TaskLine = {
  task: PlannableTask;
  state: LineState;
  window: { fromDate: string; toDate: string };
  /** The line that was ours and is not in the PSA any more; the task is planned as if it had none. */
  vanishedLineId?: string;
};

/** Where a task's line stands: its own line, or contract and item with the lines that belong to others. */
export function addressOf(task: PlannableTask): LineAddress {
  const { psaContractId, line, takenPsaLineIds } = task.contractLink;
  if (line?.state === "live") return { psaContractId, psaItemId: line.psaItemId, psaLineId: line.psaLineId };
  return { psaContractId, psaItemId: task.productMapping.psaItemId, otherLineIds: takenPsaLineIds };
}

/** Days that a plan of this task has to see. */
export const windowOf = (task: PlannableTask, today: string): TaskLine["window"] =>
  readWindow({
    today,
    effectiveDate: task.effectiveDate,
    cycle: task.product.cycle,
    contract: task.contractLink.contractDates,
  });

/**
 * Reads the lines of these tasks from the PSA in one batch. Tasks whose contract no longer answers are left out with a
 * sentence; so is the later of two tasks that would take (or create) the same line, because what it must write depends on
 * what the first leaves.
 */
export async function readTaskLines(
  connector: Connector,
  tasks: readonly PlannableTask[],
  today: string,
): Promise<{ lines: TaskLine[]; leftOut: LeftOut[] }> {
  if (tasks.length === 0) return { lines: [], leftOut: [] };
  const windows = tasks.map((task) => windowOf(task, today));
  const window = windows.reduce((whole, one) => ({
    fromDate: earlierDate(whole.fromDate, one.fromDate),
    toDate: laterDate(whole.toDate, one.toDate),
  }));
  try {
    const found = await withVanished(
      connector,
      tasks,
      await connector.readLines(tasks.map(addressOf), window),
      window,
    );
    const takers = new Map<string, PlannableTask>();
    const leftOut: LeftOut[] = [];
    const lines = found.flatMap(({ task, state, vanishedLineId }, index): TaskLine[] => {
      const key = lockKeyOf(state.address);
      const taker = takers.get(key);
      if (taker) {
        leftOut.push(lineTaken(task, taker));
        return [];
      }
      takers.set(key, task);
      return [{ task, state, window: windows[index] ?? window, vanishedLineId }];
    });
    return { lines, leftOut };
  } catch (error) {
    if (!(error instanceof PsaError) || error.kind !== "gone" || error.goneIds.length === 0) throw error;
    const isGone = (task: PlannableTask) => error.goneIds.includes(task.contractLink.psaContractId);
    const rest = tasks.filter((task) => !isGone(task));
    if (rest.length === tasks.length) throw error;
    const read = await readTaskLines(connector, rest, today);
    return { lines: read.lines, leftOut: [...tasks.filter(isGone).map(contractGone), ...read.leftOut] };
  }
}

type FoundLine = Omit<TaskLine, "window">;

/** Lines of ours that are gone are looked for once more by contract and item: somebody may have made them anew. */
async function withVanished(
  connector: Connector,
  tasks: readonly PlannableTask[],
  states: readonly LineState[],
  window: TaskLine["window"],
): Promise<FoundLine[]> {
  const found = tasks.flatMap((task, index): FoundLine[] => {
    const state = states[index];
    if (!state) throw new PsaError("bad_answer", "The PSA answered fewer lines than it was asked for.");
    const line = task.contractLink.line;
    if (line?.state !== "live" || state.exists) return [{ task, state }];
    const contractLink = { ...task.contractLink, line: undefined };
    return [{ task: { ...task, contractLink }, state, vanishedLineId: line.psaLineId }];
  });
  const vanished = found.filter((line) => line.vanishedLineId !== undefined);
  if (vanished.length === 0) return found;
  const again = await connector.readLines(
    vanished.map((line) => addressOf(line.task)),
    window,
  );
  for (const [index, line] of vanished.entries()) line.state = again[index] ?? line.state;
  return found;
}

function contractGone(task: PlannableTask): LeftOut {
  const { contractName, psaContractId } = task.contractLink;
  return {
    taskId: task.taskId,
    number: task.number,
    sentence:
      `${taskName(task.number)}: contract '${contractName}' (${psaContractId}) no longer answers. ` +
      "It may be deleted or hidden from the API user. Choose another contract.",
  };
}

function lineTaken(task: PlannableTask, taker: PlannableTask): LeftOut {
  return {
    taskId: task.taskId,
    number: task.number,
    sentence:
      `${taskName(task.number)}: ${taskName(taker.number)} takes the line of '${task.product.name}' on ` +
      `'${task.contractLink.contractName}' first. Plan it again once that one is applied.`,
  };
}

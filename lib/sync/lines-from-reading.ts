import type { StoredLine } from "@/lib/plans/stored-line";
import { readLineState } from "@/lib/psa/line-state-json";
import type { PlannableTask } from "./plan-task";
import { addressOf, type TaskLine, windowOf } from "./read-task-lines";

/**
 * The lines of these tasks from what an earlier plan read, so that a changed choice needs no call to the PSA. Undefined
 * when the reading does not answer all of them: another contract or line by now, other days, a line that had vanished.
 */
export function linesFromReading(
  read: readonly StoredLine[],
  tasks: readonly PlannableTask[],
  today: string,
): TaskLine[] | undefined {
  const bySubscription = new Map(read.map((line) => [line.link?.subscriptionId, line]));
  const lines = tasks.flatMap((task): TaskLine[] => {
    const line = bySubscription.get(task.subscription.id);
    return line && answers(line, task, today)
      ? [{ task, state: readLineState(line.before), window: line.window }]
      : [];
  });
  return lines.length === tasks.length ? lines : undefined;
}

function answers(line: StoredLine, task: PlannableTask, today: string): boolean {
  const wanted = addressOf(task);
  const { address } = line.before;
  const needed = windowOf(task, today);
  return (
    address.psaContractId === wanted.psaContractId &&
    address.psaItemId === wanted.psaItemId &&
    (wanted.psaLineId === undefined || wanted.psaLineId === address.psaLineId) &&
    !wanted.otherLineIds?.some((psaLineId) => psaLineId === address.psaLineId) &&
    line.window.fromDate <= needed.fromDate &&
    line.window.toDate >= needed.toDate &&
    !line.plan.warnings.some(({ code }) => code === "line_gone")
  );
}

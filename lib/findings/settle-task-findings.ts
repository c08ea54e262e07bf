import type { Tx } from "@/lib/auth/context";
import { groupBy } from "@/lib/group-by";
import { closeFindings } from "./close-findings";
import { type FindingClass, taskSubject } from "./finding";
import { openFindings } from "./open-findings";
import { findingOfMissed, findingOfTask } from "./task-finding";
import { ignoredTasks, missedAmounts } from "./task-findings-query";

/** What a task that was put aside can be found as. */
const classes: readonly FindingClass[] = ["unbilled", "under", "over", "ended_still_billed", "price_differs"];

/**
 * Brings the findings of these tasks in line with the tasks: one for each that is ignored (by a person, or unticked in an
 * approved plan), none for those that were taken up again or replaced. Run after every such move, in its transaction.
 */
export async function settleTaskFindings(tx: Tx, taskIds: readonly string[]): Promise<void> {
  if (taskIds.length === 0) return;
  const ignored = await ignoredTasks(tx, taskIds);
  const stillAside = new Set(ignored.map((task) => task.taskId));
  const gone = taskIds.filter((id) => !stillAside.has(id)).map(taskSubject);
  await closeFindings(tx, { classes, subjects: gone }, "The change was taken up again.");
  const found = ignored.map(findingOfTask);
  for (const [is, of] of groupBy(found, (one) => one.class)) {
    const others = { classes: classes.filter((each) => each !== is), subjects: of.map((one) => one.subject) };
    await closeFindings(tx, others, "It differs in another way by now.");
  }
  await openFindings(tx, found);
}

/** What applied tasks could not bill because its period is closed is kept with its amount; nothing else tells of it. */
export async function openMissedAmounts(tx: Tx, taskIds: readonly string[]): Promise<void> {
  if (taskIds.length === 0) return;
  await openFindings(tx, (await missedAmounts(tx, taskIds)).map(findingOfMissed));
}

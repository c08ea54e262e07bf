import type { Tx } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import type { TaskForPlan } from "./task-for-plan";
import { selectTasksForPlan } from "./task-for-plan-query";

/**
 * Reads these tasks with everything a plan needs, in one statement, in the order asked. Unknown ids (or another
 * partner's) throw `not_found`.
 */
export async function loadTasksForPlan(tx: Tx, taskIds: readonly string[]): Promise<TaskForPlan[]> {
  const byId = await selectTasksForPlan(tx, taskIds);
  return taskIds.map((id) => {
    const task = byId.get(id);
    if (!task) throw new AppError("not_found", "There is no such sync task.");
    return task;
  });
}

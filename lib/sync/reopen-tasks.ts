import type { SyncTaskState } from "@/db/schema/sync";
import type { Tx } from "@/lib/auth/context";
import { moveTasks } from "./move-tasks";
import { settleSubscriptions } from "./settle-subscriptions";
import { refuseMove } from "./sync-task";

/** Makes tasks ready again that came to a stop in one of these states, out of their plan, and settles them. */
export async function reopenTasks(
  tx: Tx,
  taskIds: readonly string[],
  from: readonly SyncTaskState[],
  intent: string,
): Promise<void> {
  const moved = await moveTasks(tx, {
    taskIds,
    to: "ready",
    planId: null,
    planLineId: null,
    isDecision: true,
  });
  const other = moved.find((task) => !from.includes(task.from));
  if (other) refuseMove({ number: other.number, state: other.from }, intent);
  for (const connectionId of new Set(moved.map((task) => task.connectionId))) {
    const subscriptionIds = moved
      .filter((task) => task.connectionId === connectionId)
      .map((t) => t.subscriptionId);
    await settleSubscriptions(tx, { connectionId, subscriptionIds: [...new Set(subscriptionIds)] });
  }
}

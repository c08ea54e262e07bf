import type { SyncTaskState } from "@/db/schema/sync";

/** The audit action of a task's move; the same target means different things from different states. */
export function taskAction(from: SyncTaskState, to: SyncTaskState): `task.${string}` {
  switch (to) {
    case "ready":
      if (from === "approved") return "task.withdrawn";
      if (from === "ignored") return "task.unignored";
      if (from === "failed" || from === "needs_review") return "task.retried";
      return "task.released";
    case "needs_mapping":
      return from === "ignored" ? "task.unignored" : "task.unmapped";
    default:
      return `task.${to}`;
  }
}

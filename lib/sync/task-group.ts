import type { SyncTaskState } from "@/db/schema/sync";

/** The tabs of the Sync screen: what waits, what has its date, what needs help, what is done, what was put aside. */
const statesOf = {
  waiting: ["needs_mapping", "ready", "held", "approved", "applying"],
  scheduled: ["scheduled"],
  failed: ["failed", "needs_review"],
  applied: ["applied"],
  ignored: ["ignored"],
} as const satisfies Record<string, readonly SyncTaskState[]>;

export type TaskGroup = keyof typeof statesOf;
export const taskGroups = ["waiting", "scheduled", "failed", "applied", "ignored"] as const;

export function statesOfGroup(group: TaskGroup): readonly SyncTaskState[] {
  return statesOf[group];
}

export type StateCounts = Readonly<Partial<Record<SyncTaskState, number>>>;
export type TaskCounts = Record<TaskGroup, number> & {
  /** Nobody but a person gets it on: a mapping is missing, the PSA refused, an outcome is in doubt. */
  needYou: number;
  /** Approved, and on its way to the PSA. */
  underWay: number;
};

export function countGroups(counts: StateCounts): TaskCounts {
  const sum = (states: readonly SyncTaskState[]) =>
    states.reduce((total, state) => total + (counts[state] ?? 0), 0);
  return {
    waiting: sum(statesOf.waiting),
    scheduled: sum(statesOf.scheduled),
    failed: sum(statesOf.failed),
    applied: sum(statesOf.applied),
    ignored: sum(statesOf.ignored),
    needYou: sum(["needs_mapping", "failed", "needs_review"]),
    underWay: sum(["approved", "applying"]),
  };
}

/** Tasks that one batch takes: a plan, or a decision about many. Counts are exact up to there. */
export const batchLimit = 10_000;

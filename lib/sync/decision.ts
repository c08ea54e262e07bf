import type {
  MissingMapping,
  RunCounts,
  SyncTaskState,
  TaskDirection,
  TaskExtras,
  TaskOrigin,
  TaskType,
  TaskWarning,
} from "@/db/schema/sync";
import type { Content, Place } from "./picture";

/** What follows from a task's place among its neighbours and from the mappings as they are now. */
export type TaskFacts = {
  state: SyncTaskState;
  type: TaskType;
  direction?: TaskDirection;
  previousQuantity?: string;
  sentence: string;
  missing: readonly MissingMapping[];
  waitsForTaskId?: string;
};

export type NewTask = Content &
  Place &
  TaskFacts & {
    id: string;
    customerId: string;
    subscriptionId: string;
    productId: string;
    origin: TaskOrigin;
    orderLineIds: readonly string[];
    currency: string;
    extras: TaskExtras;
    warnings: readonly TaskWarning[];
    reason?: string;
  };

export type ChangedTask = TaskFacts & {
  id: string;
  version: number;
  from: SyncTaskState;
  warnings: readonly TaskWarning[];
};

export type SupersededTask = { id: string; version: number; from: SyncTaskState; byTaskId?: string };

/** What a check writes for one subscription, in one transaction with the marks it clears. */
export type Decision = {
  made: NewTask[];
  changed: ChangedTask[];
  superseded: SupersededTask[];
  clearedLineIds: string[];
  /** Of the cleared ones: equal to what stood there, so an earlier change may still give them a meaning. */
  overlookedLineIds: string[];
  /** Overlooked at an earlier check, now in a task or history: not judged again. */
  recalledLineIds: string[];
  counts: RunCounts;
};

export const noCounts: RunCounts = { lookedAt: 0, made: 0, merged: 0, superseded: 0, withoutEffect: 0 };

export function addCounts(one: RunCounts, other: RunCounts): RunCounts {
  return {
    lookedAt: one.lookedAt + other.lookedAt,
    made: one.made + other.made,
    merged: one.merged + other.merged,
    superseded: one.superseded + other.superseded,
    withoutEffect: one.withoutEffect + other.withoutEffect,
  };
}

import { resolveMappings } from "@/lib/mappings/resolve";
import { type Collected, collectDrafts, type Rules } from "./collect-drafts";
import { type Decision, noCounts } from "./decision";
import type { Picture, PictureTask } from "./picture";
import { type Placed, placeTasks } from "./place-tasks";
import { isUndecided } from "./sync-task";

/**
 * The tasks of one subscription, from its unseen order lines, its open tasks and the mappings as they are now. With no
 * lines it only settles what is there: a task whose mapping came (or went), one whose predecessor ended.
 *
 * One subscription and one effective date make one task; a later change waits behind an earlier one that is not
 * through; newer content replaces a task that nobody has decided; content that equals what was applied last is
 * without effect. The result is the same whatever the order in which the lines arrived.
 */
export function decideTasks(picture: Picture, rules: Rules): Decision {
  const resolution = resolveMappings({
    customer: picture.customerMapping,
    product: picture.productMapping,
    hasContract: picture.hasContract,
    isBillingExcluded: picture.isBillingExcluded,
  });
  if (resolution.kind === "excluded")
    return withoutTasks(
      picture,
      picture.tasks.filter((task) => isUndecided(task.state)),
    );
  if (picture.status === "pending" || picture.status === "trial" || picture.status === "suspended") {
    return withoutTasks(picture, []);
  }
  const collected = collectDrafts(picture, rules);
  const missing = resolution.kind === "mapped" ? [] : resolution.missing;
  return summarise(collected, placeTasks(picture, collected, missing, rules));
}

function withoutTasks(picture: Picture, ended: readonly PictureTask[]): Decision {
  const clearedLineIds = picture.lines
    .filter((line) => line.orderStatus !== "accepted" && !line.isReturned)
    .map((line) => line.id);
  const count = clearedLineIds.length;
  return {
    made: [],
    changed: [],
    superseded: ended.map(({ id, version, state }) => ({ id, version, from: state })),
    clearedLineIds,
    overlookedLineIds: [],
    recalledLineIds: [],
    counts: { ...noCounts, lookedAt: count, withoutEffect: count },
  };
}

/** Each change looked at is counted once, under what became of it. */
function summarise(collected: Collected, placed: Placed): Decision {
  const counts = { ...noCounts, withoutEffect: collected.idleLineIds.length };
  const successors = new Map<string, string>();
  for (const { task, draft } of placed.made) {
    // A first-run task is a change of its own: the subscription. Of order lines the first makes the task.
    const own = draft.origin === "first_run" || draft.newLineIds.length > 0 ? 1 : 0;
    if (draft.absorbed.length > 0) counts.superseded += own;
    else counts.made += own;
    counts.merged += draft.newLineIds.length - (draft.origin === "first_run" ? 0 : own);
    for (const old of draft.absorbed) successors.set(old.id, task.id);
    for (const old of collected.freed) {
      if (old.effectiveDate === task.effectiveDate) successors.set(old.id, task.id);
    }
  }
  for (const draft of placed.withoutEffect) counts.withoutEffect += draft.newLineIds.length;
  counts.lookedAt = counts.made + counts.merged + counts.superseded + counts.withoutEffect;

  const replaced = [
    ...placed.made.flatMap(({ draft }) => draft.absorbed),
    ...placed.withoutEffect.flatMap((draft) => draft.absorbed),
    ...collected.freed,
  ];
  return {
    made: placed.made.map(({ task }) => task),
    changed: placed.changed,
    superseded: replaced.map(({ id, version, state }) => {
      const byTaskId = successors.get(id);
      return { id, version, from: state, ...(byTaskId === undefined ? {} : { byTaskId }) };
    }),
    overlookedLineIds: placed.withoutEffect.flatMap((draft) => draft.newLineIds),
    recalledLineIds: [...placed.made.flatMap(({ draft }) => draft.recalledLineIds), ...collected.pastLineIds],
    clearedLineIds: [...collected.drafts.flatMap((draft) => draft.newLineIds), ...collected.idleLineIds],
    counts,
  };
}

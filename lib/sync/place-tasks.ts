import type { MissingMapping, SyncTaskState, TaskExtras, TaskWarning } from "@/db/schema/sync";
import { formatUnitPrice, isZero } from "@/lib/money";
import type { Collected, Rules } from "./collect-drafts";
import type { ChangedTask, NewTask, TaskFacts } from "./decision";
import type { Draft } from "./fold-lines";
import { type Content, compareOrders, comparePlaces, type Picture, type PictureTask } from "./picture";
import { taskSentence } from "./task-sentence";
import { directionOf, typeByContent } from "./task-type";

export type Placed = {
  made: { task: NewTask; draft: Draft }[];
  changed: ChangedTask[];
  /** Nothing would change: equal to what was applied last, or come and gone unseen. */
  withoutEffect: Draft[];
};

type Entry = { draft: Draft } | { kept: PictureTask } | { fixed: PictureTask };

const placeOf = (entry: Entry) =>
  "draft" in entry ? entry.draft : "kept" in entry ? entry.kept : entry.fixed;

/**
 * Walks the changes of one subscription in their order (effective date, order, arrival) and gives each its state: what
 * it changes from, what is missing, whom it waits for.
 */
export function placeTasks(
  picture: Picture,
  collected: Collected,
  missing: readonly MissingMapping[],
  rules: Rules,
): Placed {
  const entries: Entry[] = [
    ...collected.drafts.map((draft) => ({ draft })),
    ...collected.kept.map((kept) => ({ kept })),
    ...collected.fixed.map((fixed) => ({ fixed })),
  ].sort((one, other) => comparePlaces(placeOf(one), placeOf(other)));
  const placed: Placed = { made: [], changed: [], withoutEffect: [] };
  let previous: Content | undefined = picture.lastApplied;
  let isPreviousApplied = previous !== undefined;
  // What is on its way to the PSA cannot be overtaken, whatever its date.
  let blocker = collected.fixed.find((task) => isUnderWay(task.state))?.id;

  for (const entry of entries) {
    if ("fixed" in entry) {
      [previous, isPreviousApplied, blocker] = [contentAfter(entry.fixed, previous), false, entry.fixed.id];
      continue;
    }
    const around: Around = { picture, previous, missing, blocker, rules };
    if ("kept" in entry) {
      const changed = settle(entry.kept, around);
      if (changed) placed.changed.push(changed);
      [previous, isPreviousApplied, blocker] = [contentAfter(entry.kept, previous), false, entry.kept.id];
      continue;
    }
    const { draft } = entry;
    const content = contentOf(draft, around);
    if (isWithoutEffect(draft, content, around, isPreviousApplied)) {
      placed.withoutEffect.push(draft);
      continue;
    }
    const task = makeTask(draft, content, around);
    placed.made.push({ task, draft });
    [previous, isPreviousApplied, blocker] = [contentAfter(content, previous), false, task.id];
  }
  return placed;
}

type Around = {
  picture: Picture;
  previous: Content | undefined;
  missing: readonly MissingMapping[];
  blocker: string | undefined;
  rules: Rules;
};

const isUnderWay = (state: SyncTaskState): boolean => state === "approved" || state === "applying";

/** Prices that an order leaves out go on as they were. */
function contentAfter(content: Content, previous: Content | undefined): Content {
  return {
    quantity: content.quantity,
    unitPrice: content.unitPrice ?? previous?.unitPrice,
    unitCost: content.unitCost ?? previous?.unitCost,
  };
}

function contentOf(draft: Draft, { picture, previous }: Around): Content {
  return {
    quantity: draft.quantity ?? previous?.quantity ?? draft.statedPreviousQuantity ?? picture.held.quantity,
    unitPrice: draft.unitPrice,
    unitCost: draft.unitCost,
  };
}

function isWithoutEffect(
  draft: Draft,
  content: Content,
  around: Around,
  isPreviousApplied: boolean,
): boolean {
  if (hasExtras(draft.extras)) return false;
  const { previous } = around;
  if (!previous) return isZero(content.quantity) && draft.hasSale;
  if (!isPreviousApplied) return false;
  const applied = around.picture.lastApplied;
  // An older version of the same day never wins.
  if (applied && draft.effectiveDate === applied.effectiveDate && compareOrders(draft, applied) < 0)
    return true;
  return (
    content.quantity === previous.quantity &&
    (content.unitPrice ?? previous.unitPrice) === previous.unitPrice &&
    (content.unitCost ?? previous.unitCost) === previous.unitCost
  );
}

const hasExtras = (extras: TaskExtras): boolean =>
  (extras.fees?.length ?? 0) + (extras.prorated?.length ?? 0) > 0;

function makeTask(draft: Draft, content: Content, around: Around): NewTask {
  const { picture, rules } = around;
  const { facts, warning } = factsOf({ ...draft, ...content }, draft.statedPreviousQuantity, around);
  const applied = picture.lastApplied;
  // Dated and ordered before what is applied: sent now it would take the newer figures back.
  const isOvertaken =
    applied !== undefined && draft.effectiveDate < applied.effectiveDate && compareOrders(draft, applied) < 0;
  return {
    ...facts,
    ...(isOvertaken
      ? {
          state: "needs_review" as const,
          reason: `A newer change from ${applied.effectiveDate} is applied already. Decide by hand what is left of this one.`,
        }
      : {}),
    id: rules.newId(),
    customerId: picture.customerId,
    subscriptionId: picture.subscriptionId,
    productId: picture.productId,
    origin: draft.origin,
    orderLineIds: draft.lineIds,
    effectiveDate: draft.effectiveDate,
    orderedAt: draft.orderedAt,
    orderSequence: draft.orderSequence,
    ...content,
    currency: picture.currency,
    extras: draft.extras,
    warnings: [
      ...draft.warnings,
      ...(warning ? [warning] : []),
      ...feeWarnings(draft.extras, picture.currency),
    ],
  };
}

type Placeable = Content & Pick<Draft, "effectiveDate" | "orderType" | "origin">;

function factsOf(
  change: Placeable,
  statedPreviousQuantity: string | undefined,
  { picture, previous, missing, blocker, rules }: Around,
): { facts: TaskFacts; warning?: TaskWarning } {
  const isFirstRun = change.origin === "first_run";
  const { type, warning } = typeByContent({
    orderType: change.orderType,
    quantity: change.quantity,
    productKind: picture.productKind,
    isKnown: previous !== undefined,
    isFirstRun,
  });
  const previousQuantity = type === "sales" ? undefined : (previous?.quantity ?? statedPreviousQuantity);
  const state: SyncTaskState =
    missing.length > 0 ? "needs_mapping" : blocker !== undefined ? "held" : "ready";
  const facts: TaskFacts = {
    state,
    type,
    direction: directionOf(type, change, previousQuantity),
    previousQuantity,
    missing,
    waitsForTaskId: blocker,
    sentence: taskSentence({
      type,
      quantity: change.quantity,
      previousQuantity,
      unitPrice: change.unitPrice,
      previousUnitPrice: previous?.unitPrice,
      currency: picture.currency,
      unit: picture.unit,
      effectiveDate: change.effectiveDate,
      today: rules.today,
      isTakenOver: isFirstRun && (picture.startDate ?? "") < change.effectiveDate,
    }),
  };
  return warning ? { facts, warning } : { facts };
}

/** An undecided task at its place now; nothing when it stands as it did (its direction is the plan's, once it has one). */
function settle(task: PictureTask, around: Around): ChangedTask | undefined {
  const { facts } = factsOf({ ...task, orderType: task.type }, task.previousQuantity, around);
  const isSame =
    task.connectionId === around.rules.connectionId &&
    task.state === facts.state &&
    task.type === facts.type &&
    task.previousQuantity === facts.previousQuantity &&
    task.waitsForTaskId === facts.waitsForTaskId &&
    task.missing.join() === facts.missing.join();
  if (isSame) return undefined;
  const warnings =
    task.type === facts.type
      ? task.warnings
      : task.warnings.filter((warning) => warning.code !== "type_corrected");
  return { ...facts, id: task.id, version: task.version, from: task.state, warnings };
}

function feeWarnings(extras: TaskExtras, currency: string): TaskWarning[] {
  return (extras.fees ?? []).map((fee) => ({
    code: "brings_fee",
    message: `It brings a fee (${fee.kind}) of ${fee.quantity} x ${formatUnitPrice(fee.unitPrice, currency)} ${currency}; the plan says how it is charged.`,
  }));
}

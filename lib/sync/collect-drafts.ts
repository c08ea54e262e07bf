import { toInstant } from "@/lib/clock";
import { businessDate } from "@/lib/dates";
import { isZero } from "@/lib/money";
import { type Draft, draftOf, draftOfLine, mergeDrafts } from "./fold-lines";
import { comparePlaces, type Picture, type PictureLine, type PictureTask } from "./picture";
import { isUndecided } from "./sync-task";

export type Rules = {
  /** The connection the subscription's customer belongs to now. */
  connectionId: string;
  /** Business date and zone of that connection. */
  today: string;
  zone: string;
  /** First check of the connection: what is active gets a task of its own, older orders are not looked at. */
  firstRun?: { lookBackDate: string };
  newId(): string;
};

export type Collected = {
  /** One for each date that something new is about, ascending. */
  drafts: Draft[];
  /** Undecided tasks that nothing new is about. */
  kept: PictureTask[];
  /** Decided ones: under way, failed or in review. */
  fixed: PictureTask[];
  /** Tasks that lost a line to a withdrawal. */
  freed: PictureTask[];
  /** Overlooked lines that what is applied has left behind. */
  pastLineIds: string[];
  /** Unseen lines that make nothing: older than the look-back, failed, withdrawn before any task. */
  idleLineIds: string[];
};

/** Sorts what is new by effective date and puts it together with the tasks it replaces. Decides no state yet. */
export function collectDrafts(picture: Picture, rules: Rules): Collected {
  const withdrawn = new Set(idsOf(picture.lines.filter((line) => line.orderStatus === "withdrawn")));
  const freed = picture.tasks.filter(
    (task) => isWithdrawable(task) && task.orderLineIds.some((id) => withdrawn.has(id)),
  );
  const tasks = picture.tasks.filter((task) => !freed.includes(task));
  const onTheWay = new Set(
    tasks.filter((task) => !isWithdrawable(task)).flatMap((task) => task.orderLineIds),
  );
  const taken = picture.lines.filter(
    (line) => line.orderStatus === "completed" && isInLookBack(line, picture, rules),
  );

  const pastIds = new Set(overlookedBefore(picture, rules));
  const byDate = new Map<string, Draft[]>();
  const add = (draft: Draft) =>
    byDate.set(draft.effectiveDate, [...(byDate.get(draft.effectiveDate) ?? []), draft]);
  const drafted = taken
    .map((line) => draftOfLine(line, picture, rules.zone))
    .filter((draft) => !pastIds.has(draft.lineIds[0] ?? ""));
  const first = firstRunDraft(picture, drafted, freed, rules);
  if (first) add(first);
  for (const draft of drafted) if (!first || draft.effectiveDate > rules.today) add(draft);

  let open = tasks;
  const drafts: Draft[] = [];
  for (const date of [...byDate.keys()].sort()) {
    const sameDay = open.filter((task) => task.effectiveDate === date && isReplaceable(task));
    const overtaken = open.filter((task) => isOvertakable(task) && task.effectiveDate < date);
    const merged = mergeSameDay(byDate.get(date) ?? [], sameDay);
    drafts.push(overtaken.reduce(listInside, merged));
    open = open.filter((task) => !sameDay.includes(task) && !overtaken.includes(task));
  }
  const inDrafts = new Set(drafts.flatMap((draft) => draft.newLineIds));
  return {
    drafts,
    kept: open.filter((task) => isUndecided(task.state)),
    fixed: open.filter((task) => !isUndecided(task.state) && task.state !== "ignored"),
    freed,
    pastLineIds: [...pastIds],
    idleLineIds: idsOf(
      picture.lines.filter(
        (line) =>
          !line.isReturned &&
          !inDrafts.has(line.id) &&
          line.orderStatus !== "accepted" &&
          !onTheWay.has(line.id),
      ),
    ),
  };
}

/** Overlooked lines placed before what was applied last say nothing any more. */
function overlookedBefore(picture: Picture, rules: Rules): string[] {
  const applied = picture.lastApplied;
  if (!applied) return [];
  const overlooked = picture.lines.filter((line) => line.isOverlooked);
  return idsOf(
    overlooked.filter((line) => comparePlaces(draftOfLine(line, picture, rules.zone), applied) <= 0),
  );
}

const idsOf = (lines: readonly PictureLine[]): string[] => lines.map((line) => line.id);

export const isReplaceable = (task: PictureTask): boolean => isUndecided(task.state) || isOvertakable(task);

/** Put aside, or approved for a later day: nothing is on its way, and a newer order takes it up. */
const isOvertakable = (task: PictureTask): boolean => task.state === "ignored" || task.state === "scheduled";

/**
 * A withdrawal ends a task that nobody has decided, or that came to a stop. One on its way is left alone, its line stays
 * unseen until it has come to rest; what is applied needs a new order.
 */
export const isWithdrawable = (task: PictureTask): boolean => isReplaceable(task) || isStopped(task.state);

const isStopped = (state: PictureTask["state"]): boolean => state === "failed" || state === "needs_review";

/** What is dated after today still lies ahead, however long ago it was ordered: an end agreed months before. */
function isInLookBack(line: PictureLine, picture: Picture, rules: Rules): boolean {
  if (!rules.firstRun) return true;
  if (businessDate(toInstant(line.orderedAt), rules.zone) >= rules.firstRun.lookBackDate) return true;
  return draftOfLine(line, picture, rules.zone).effectiveDate > rules.today;
}

/**
 * A cancellation that was dated ahead leaves the subscription active until its day; once that has come, nothing is held
 * any more, unless the vendor said so since.
 */
function hasEnded(picture: Picture, rules: Rules): boolean {
  const last = picture.lines
    .filter((line) => line.orderStatus === "completed")
    .map((line) => draftOfLine(line, picture, rules.zone))
    .filter((draft) => draft.effectiveDate <= rules.today)
    .sort(comparePlaces)
    .at(-1);
  if (last?.orderType !== "cancellation" || last.quantity === undefined || !isZero(last.quantity))
    return false;
  return businessDate(toInstant(picture.held.asOf), rules.zone) < last.effectiveDate;
}

/** A task all of whose lines are at hand adds nothing to them; any other one counts as one more line. */
function mergeSameDay(drafts: readonly Draft[], tasks: readonly PictureTask[]): Draft {
  const atHand = new Set(drafts.flatMap((draft) => draft.lineIds));
  const isTold = (task: PictureTask) =>
    task.orderLineIds.length > 0 &&
    task.origin !== "first_run" &&
    task.orderLineIds.every((id) => atHand.has(id));
  const merged = mergeDrafts([...drafts, ...tasks.filter((task) => !isTold(task)).map(draftOf)]);
  return { ...merged, absorbed: [...merged.absorbed, ...tasks.filter(isTold)] };
}

/** A newer order takes an ignored or scheduled earlier change up again: its lines and fees ride along, its figures are overtaken. */
function listInside(draft: Draft, task: PictureTask): Draft {
  const older = {
    ...draftOf(task),
    orderedAt: "",
    quantity: undefined,
    unitPrice: undefined,
    unitCost: undefined,
  };
  return { ...mergeDrafts([older, draft]), effectiveDate: draft.effectiveDate };
}

/**
 * One sale for each active subscription that nothing was synced of, with what the customer holds today. Whatever
 * led there is listed in it; an order dated later keeps a task of its own, so its figures are not in yet.
 */
function firstRunDraft(
  picture: Picture,
  drafts: readonly Draft[],
  freed: readonly PictureTask[],
  rules: Rules,
): Draft | undefined {
  // One that lost an order to a withdrawal shows what is held now.
  const isAnew = freed.some((task) => task.origin === "first_run");
  const isFirst = isAnew || (rules.firstRun !== undefined && picture.tasks.length === 0);
  if (!isFirst || picture.status !== "active" || picture.lastApplied) return undefined;
  if (hasEnded(picture, rules)) return undefined;
  const later = drafts.filter((draft) => draft.effectiveDate > rules.today).sort(comparePlaces);
  const soFar = drafts.filter((draft) => draft.effectiveDate <= rules.today);
  const merged = soFar.length > 0 ? mergeDrafts([...soFar].sort(comparePlaces)) : undefined;
  const heldToday = later.length > 0 ? (merged?.quantity ?? later[0]?.statedPreviousQuantity) : undefined;
  return {
    newLineIds: [],
    lineIds: [],
    recalledLineIds: [],
    extras: {},
    warnings: [],
    absorbed: [],
    orderSequence: 0,
    ...merged,
    orderedAt: merged && merged.orderedAt > picture.held.asOf ? merged.orderedAt : picture.held.asOf,
    effectiveDate: rules.today,
    quantity: heldToday ?? picture.held.quantity,
    unitPrice: picture.held.unitPrice,
    unitCost: picture.held.unitCost,
    origin: "first_run",
    orderType: "sales",
    hasSale: true,
    statedPreviousQuantity: undefined,
  };
}

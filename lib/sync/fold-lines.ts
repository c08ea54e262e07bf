import type { OrderType } from "@/db/schema/orders";
import type { TaskExtras, TaskOrigin, TaskWarning } from "@/db/schema/sync";
import { toInstant } from "@/lib/clock";
import { addDays, businessDate } from "@/lib/dates";
import { isZero } from "@/lib/money";
import {
  type Content,
  compareOrders,
  type Picture,
  type PictureLine,
  type PictureTask,
  type Place,
} from "./picture";

/** One day's change of a subscription before its task is made: lines of that day and the tasks they replace. */
export type Draft = Partial<Content> &
  Place & {
    origin: TaskOrigin;
    orderType: OrderType;
    /** It brings a subscription that nothing was synced of. */
    hasSale: boolean;
    /** What the first line says it changes from, where nothing else is known. */
    statedPreviousQuantity?: string;
    /** Lines no check has seen, then all lines, those of replaced tasks included. */
    newLineIds: string[];
    lineIds: string[];
    /** Lines that an earlier check found without effect. */
    recalledLineIds: string[];
    extras: TaskExtras;
    warnings: TaskWarning[];
    absorbed: PictureTask[];
  };

/**
 * Date from which a line counts: its own, else the business date of the order in the connection's
 * zone. A cancellation that names its last day of service counts from the day after. Nothing counts before the
 * subscription's start.
 */
export function effectiveDateOf(
  line: PictureLine,
  subscription: { startDate?: string },
  zone: string,
): { date: string; warning?: TaskWarning } {
  const date =
    line.effectiveDate ??
    (line.orderType === "cancellation" && line.endDate !== undefined
      ? addDays(line.endDate, 1)
      : businessDate(toInstant(line.orderedAt), zone));
  const start = subscription.startDate;
  if (start === undefined || date >= start) return { date };
  return {
    date: start,
    warning: {
      code: "date_before_start",
      message: `The order is dated ${date}, before the subscription starts. It counts from ${start}.`,
    },
  };
}

/** What a task that is to be replaced brings into its successor, as if it were one more line. */
export function draftOf(task: PictureTask): Draft {
  return {
    effectiveDate: task.effectiveDate,
    orderedAt: task.orderedAt,
    orderSequence: task.orderSequence,
    quantity: task.quantity,
    unitPrice: task.unitPrice,
    unitCost: task.unitCost,
    origin: task.origin,
    orderType: task.type,
    hasSale: task.type === "sales",
    statedPreviousQuantity: task.previousQuantity,
    newLineIds: [],
    lineIds: [...task.orderLineIds],
    recalledLineIds: [],
    extras: task.extras ?? {},
    warnings: task.warnings.filter((warning) => warning.code === "date_before_start"),
    absorbed: [task],
  };
}

export function draftOfLine(line: PictureLine, picture: Picture, zone: string): Draft {
  const { date, warning } = effectiveDateOf(line, picture, zone);
  const isEnd = line.orderType === "cancellation" && line.quantity === undefined;
  return {
    effectiveDate: date,
    orderedAt: line.orderedAt,
    orderSequence: line.sequence,
    quantity: isEnd ? "0" : line.quantity,
    unitPrice: line.unitPrice,
    unitCost: line.unitCost,
    origin: "order",
    orderType: line.orderType,
    hasSale: line.orderType === "sales",
    statedPreviousQuantity: line.previousQuantity,
    newLineIds: line.isReturned ? [] : [line.id],
    lineIds: [line.id],
    recalledLineIds: line.isOverlooked ? [line.id] : [],
    extras: {
      ...(line.fees && line.fees.length > 0
        ? { fees: line.fees.map((fee) => ({ ...fee, orderLineId: line.id })) }
        : {}),
      ...(line.prorated ? { prorated: [{ ...line.prorated, orderLineId: line.id }] } : {}),
    },
    warnings: warning ? [warning] : [],
    absorbed: [],
  };
}

/**
 * Several changes of one day become one: the last by order decides quantity, price and cost; what it leaves out
 * stays from the one before; lines, fees and the vendor's own proration are all kept.
 */
export function mergeDrafts(drafts: readonly Draft[]): Draft {
  const ordered = [...drafts].sort(compareOrders);
  const [first, ...others] = ordered;
  if (!first) throw new RangeError("There is nothing to merge.");
  return others.reduce<Draft>(
    (merged, next) => ({
      effectiveDate: merged.effectiveDate,
      orderedAt: next.orderedAt,
      orderSequence: next.orderSequence,
      quantity: next.quantity ?? merged.quantity,
      unitPrice: next.unitPrice ?? merged.unitPrice,
      unitCost: next.unitCost ?? merged.unitCost,
      origin: merged.origin === "first_run" ? "first_run" : next.origin,
      orderType: typeOfMerged(merged, next),
      hasSale: merged.hasSale || next.hasSale,
      statedPreviousQuantity: merged.statedPreviousQuantity,
      newLineIds: [...merged.newLineIds, ...next.newLineIds],
      lineIds: [...merged.lineIds, ...next.lineIds.filter((id) => !merged.lineIds.includes(id))],
      recalledLineIds: [...merged.recalledLineIds, ...next.recalledLineIds],
      extras: mergeExtras(merged.extras, next.extras),
      warnings: [...merged.warnings, ...next.warnings.filter((each) => !hasCode(merged.warnings, each.code))],
      absorbed: [...merged.absorbed, ...next.absorbed],
    }),
    first,
  );
}

/** A sale and a change of the same day are still a sale; else the last one names it. */
function typeOfMerged(merged: Draft, next: Draft): OrderType {
  const isSale = merged.orderType === "sales" && !(next.quantity !== undefined && isZero(next.quantity));
  return isSale ? "sales" : next.orderType;
}

function mergeExtras(one: TaskExtras, other: TaskExtras): TaskExtras {
  const fees = [...(one.fees ?? []), ...(other.fees ?? [])];
  const prorated = [...(one.prorated ?? []), ...(other.prorated ?? [])];
  return { ...(fees.length > 0 ? { fees } : {}), ...(prorated.length > 0 ? { prorated } : {}) };
}

const hasCode = (warnings: readonly TaskWarning[], code: string): boolean =>
  warnings.some((warning) => warning.code === code);

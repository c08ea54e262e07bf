import type { SubscriptionContent, SubscriptionStatus } from "@/db/schema/orders";
import { addDays } from "@/lib/dates";
import { isEnded } from "./legal-moves";
import { compareLines, type SubscriptionLine } from "./subscription-line";

/** What the vendor posted of a subscription, true at `asOf`. */
export type SubscriptionVersion = { asOf: Date; hash: string; content: SubscriptionContent };

/** The subscription as last stated; what its row holds. */
export type SubscriptionState = {
  productId: string;
  quantity: string;
  assignedQuantity: string | null;
  unitPrice: string | null;
  unitCost: string | null;
  status: SubscriptionStatus;
  startDate: string | null;
  endDate: string | null;
  termStartDate: string | null;
  termEndDate: string | null;
  autoRenew: boolean | null;
  renewedFromId: string | null;
  /** Instant of the last thing that was said. */
  asOf: Date;
};

export type SubscriptionEvent =
  | { at: Date; line: SubscriptionLine; version?: undefined }
  | { at: Date; version: SubscriptionVersion; line?: undefined };

/** Completed lines and editions in the order in which they became true; at one instant the order comes first. */
export function timeline(
  lines: readonly SubscriptionLine[],
  versions: readonly SubscriptionVersion[],
): SubscriptionEvent[] {
  const ordered = lines
    .filter(({ orderStatus, isImplied }) => orderStatus === "completed" && !isImplied)
    .sort(compareLines)
    .map((line): SubscriptionEvent => ({ at: line.orderedAt, line }));
  const posted = versions.map((version): SubscriptionEvent => ({ at: version.asOf, version }));
  // Sorting is stable: lines stand before editions of the same instant.
  return [...ordered, ...posted].sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** First day that the line's total counts from; undefined = the business date of its order, decided with a zone later. */
export function statedDate(
  line: Pick<SubscriptionLine, "effectiveDate" | "endDate" | "orderType">,
): string | undefined {
  if (line.effectiveDate !== null) return line.effectiveDate;
  // A last day of service: the day after is the first one not used any more.
  return line.orderType === "cancellation" && line.endDate !== null ? addDays(line.endDate, 1) : undefined;
}

/** A cancellation that is not dated later than its order. */
export function endsAtOnce(line: SubscriptionLine): boolean {
  const from = statedDate(line);
  return line.orderType === "cancellation" && (from === undefined || from <= utcDate(line.orderedAt));
}

export const utcDate = (instant: Date): string => instant.toISOString().slice(0, 10);

/**
 * All lines and editions folded into what is true now, whatever the order in which they arrived. `undefined` without
 * any. Only completed orders count; nothing said after the end brings a subscription back. A cancellation dated later
 * than its order sets the end date and leaves the rest: 10 seats, active, until 31 March.
 */
export function foldSubscription(
  lines: readonly SubscriptionLine[],
  versions: readonly SubscriptionVersion[],
): SubscriptionState | undefined {
  const first = [...lines].filter((line) => !line.isImplied).sort(compareLines)[0];
  const events = timeline(lines, versions);
  const productId = events[0]?.version?.content.productId ?? first?.productId;
  const startAt = events[0]?.at ?? first?.orderedAt;
  if (productId === undefined || startAt === undefined) return undefined;
  const isAwaited = lines.some(({ orderStatus }) => orderStatus === "accepted");
  let state: SubscriptionState = {
    productId,
    quantity: "0",
    assignedQuantity: null,
    unitPrice: null,
    unitCost: null,
    status: isAwaited || events.length > 0 ? "pending" : "cancelled",
    startDate: null,
    endDate: null,
    termStartDate: null,
    termEndDate: null,
    autoRenew: null,
    renewedFromId: null,
    asOf: startAt,
  };
  for (const event of events) {
    const next = event.line ? applyLine(state, event.line) : applyVersion(state, event.version);
    state = { ...next, asOf: event.at };
  }
  return state;
}

function applyLine(state: SubscriptionState, line: SubscriptionLine): SubscriptionState {
  if (isEnded(state.status)) return state;
  const from = statedDate(line);
  if (line.orderType === "cancellation") {
    const endDate = line.endDate ?? (from === undefined ? null : addDays(from, -1));
    return endsAtOnce(line)
      ? { ...state, status: "cancelled", quantity: "0", endDate: endDate ?? state.endDate }
      : { ...state, endDate };
  }
  const isStart = state.status === "pending" || (state.status === "trial" && line.orderType === "sales");
  return {
    ...state,
    productId: line.productId,
    quantity: line.quantity ?? state.quantity,
    unitPrice: line.unitPrice ?? state.unitPrice,
    unitCost: line.unitCost ?? state.unitCost,
    status: isStart ? "active" : state.status,
    startDate: isStart ? (state.startDate ?? from ?? null) : state.startDate,
    endDate: line.endDate ?? state.endDate,
  };
}

function applyVersion(state: SubscriptionState, { content }: SubscriptionVersion): SubscriptionState {
  if (isEnded(state.status) && !isEnded(content.status)) return state;
  return {
    ...state,
    productId: content.productId,
    quantity: isEnded(content.status) ? "0" : content.quantity,
    assignedQuantity: content.assignedQuantity ?? null,
    unitPrice: content.unitPrice ?? state.unitPrice,
    unitCost: content.unitCost ?? state.unitCost,
    status: content.status,
    startDate: content.startDate ?? state.startDate,
    endDate: content.endDate ?? state.endDate,
    termStartDate: content.termStartDate ?? null,
    termEndDate: content.termEndDate ?? null,
    autoRenew: content.autoRenew ?? null,
    renewedFromId: content.renewedFromId ?? null,
  };
}

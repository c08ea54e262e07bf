import type { Span } from "@/lib/billing/span-amount";
import { movesWithin, priceOn } from "@/lib/billing/timeline";
import { addDays, earlierDate } from "@/lib/dates";
import { compareDecimals, isZero } from "@/lib/money";
import { billedOn, priceBeforeLine } from "./line-billed";
import type { LineFrame } from "./line-frame";
import { remaindersOf } from "./line-remainders";
import type { LineTargetRule } from "./line-target";
import type { Remainder } from "./plan";
import type { PlanLineInput } from "./plan-line-input";

/**
 * The one-time amounts of a change. Days that a charge stands for are charged by what each of them was billed for
 * already: the span is cut where that figure or the price moves, and days of orders that are dated later are theirs.
 */
export function amountsOf(
  input: PlanLineInput,
  frame: LineFrame,
  target: LineTargetRule,
  effectiveDate: string,
): readonly Remainder[] {
  const { oneTime, missed, ...rest } = target;
  const withoutFees = { ...input, change: { ...input.change, fees: [] } };
  const startsAt = startPrice(input, target);
  const amounts = (part: Pick<LineTargetRule, "at" | "oneTime" | "missed">) => {
    const { fromDate = effectiveDate } = part.oneTime?.span ?? part.missed?.span ?? {};
    const unitPrice = startsAt ?? priceBeforeLine(frame.timeline, frame.ownChanges, fromDate);
    const priced =
      unitPrice === undefined ? frame : { ...frame, timeline: [{ fromDate, quantity: "0", unitPrice }] };
    return remaindersOf(withoutFees, priced, { ...rest, ...part }, effectiveDate);
  };
  const parts = (span: Span | undefined) => (span ? cut(frame, target, input.change.quantity, span) : []);
  const isOwn = oneTime?.kind === "vendor_proration" && input.change.prorated !== undefined;
  return [
    ...(isOwn ? amounts({ at: target.at, oneTime }) : []),
    ...parts(isOwn ? undefined : oneTime?.span).flatMap(({ at, span }) =>
      oneTime ? amounts({ at, oneTime: { ...oneTime, span } }) : [],
    ),
    ...parts(missed?.span).flatMap(({ at, span }) =>
      missed ? amounts({ at, missed: { ...missed, span } }) : [],
    ),
    ...remaindersOf(input, frame, rest, effectiveDate),
  ];
}

/** Stretches of days with one figure and one price; none where the change takes nothing more (or less) than was billed. */
function cut(
  frame: LineFrame,
  { at, direction, laterThan }: LineTargetRule,
  wanted: string,
  span: Span,
): { at: LineTargetRule["at"]; span: Span }[] {
  const { timeline, ownChanges } = frame;
  const later = ownChanges.map((own) => own.wantedFromDate).filter((date) => date > laterThan);
  const toDate = later.map((date) => addDays(date, -1)).reduce(earlierDate, span.toDate);
  const charged = ownChanges
    .flatMap(({ oneTime }) => oneTime?.spans ?? [])
    .flatMap((each) => [each.fromDate, addDays(each.toDate, 1)]);
  const days = [...new Set([span.fromDate, ...movesWithin(timeline, span.fromDate, toDate), ...charged])]
    .filter((date) => span.fromDate <= date && date <= toDate)
    .sort();
  const held = (date: string) => billedOn(timeline, ownChanges, date);
  const price = (date: string) => priceBeforeLine(timeline, ownChanges, date) ?? priceOn(timeline, date);
  const starts = days.filter((date, index) => {
    const before = days[index - 1];
    if (before === undefined) return true;
    return compareDecimals(held(before), held(date)) !== 0 || price(before) !== price(date);
  });
  return starts.flatMap((fromDate, index) => {
    const next = starts[index + 1];
    const order = compareDecimals(wanted, held(fromDate));
    if (direction === "up" ? order <= 0 : order >= 0) return [];
    const stretch = { fromDate, toDate: next === undefined ? toDate : addDays(next, -1) };
    return [{ at: { ...at, held: held(fromDate) }, span: stretch }];
  });
}

/** A line that begins from nothing begins at the order's price, whatever it cost before it ended. */
function startPrice(
  { change, settings, owners }: PlanLineInput,
  { at, direction }: LineTargetRule,
): string | undefined {
  const isOurs = settings.priceSource === "vendor" && owners.price === "portal";
  return direction === "up" && isZero(at.held) && isOurs ? change.unitPrice : undefined;
}

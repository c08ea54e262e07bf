import { firstOpenDate } from "@/lib/billing/closed-period";
import { takenDates } from "@/lib/billing/one-change-per-day";
import { type ContractPeriod, type PeriodSchedule, periodContaining } from "@/lib/billing/periods";
import { type Timeline, timelineOf, withDifference, withPrice } from "@/lib/billing/timeline";
import { addDays, compareDates, earlierDate, laterDate } from "@/lib/dates";
import { compareDecimals, subtractDecimals } from "@/lib/money";
import { billedOn, chargedThrough } from "./line-billed";
import type { PlanRefusal } from "./plan";
import type { LineFacts, OwnChange } from "./plan-line-input";

/** The line and its calendar as they stand before anything is planned. */
export type LineFrame = {
  schedule: PeriodSchedule;
  /** Today, kept inside the contract: before it begins its first day, after it ended its last. */
  today: string;
  /** First day that may be written to. */
  openDate: string;
  /** What the PSA holds, with our confirmed changes beyond the rows that were read. */
  timeline: Timeline;
  /** Days that cannot take another change; always empty where the PSA takes any number a day. */
  taken: ReadonlySet<string>;
  oneChangePerDay: boolean;
  /** Our confirmed changes, in the order they were confirmed. */
  ownChanges: readonly OwnChange[];
};

/** The part of a frame that follows from a date: the day that quantities are compared on, and its period. */
export type Comparison = {
  onDate: string;
  held: string;
  period: ContractPeriod;
  /** From this day on the line itself shows what is billed; after `onDate` where days were charged once. */
  shownFrom: string;
};

export function frameOf(input: LineFacts): LineFrame | PlanRefusal {
  const { contract, periods } = input.state;
  const endDate = contract.endDate;
  const schedule: PeriodSchedule = {
    anchorDate: contract.startDate,
    cycle: input.cycle,
    ...(endDate === undefined ? {} : { endDate }),
  };
  const openDate = firstOpenDate(schedule, periods, input.closedThroughDate);
  if (openDate === undefined) {
    return {
      code: "no_open_period",
      sentence: `Every period of '${input.words.contract}' is posted in ${input.words.psa}. Extend the contract, or bill by hand.`,
    };
  }
  const oneChangePerDay = input.capabilities.changesPerDay === "one";
  const ownDates = input.ownChanges.map((change) => change.effectiveDate);
  const taken = oneChangePerDay
    ? takenDates({ schedule, periods, readFromDate: input.readFromDate, ownDates })
    : new Set<string>();
  const today = earlierDate(laterDate(input.today, contract.startDate), endDate ?? "9999-12-31");
  const { ownChanges } = input;
  return { schedule, today, openDate, timeline: heldTimeline(input), taken, oneChangePerDay, ownChanges };
}

/** q: in force on the later of today and the effective date, what was charged once for that day included. */
export function compareOn(frame: LineFrame, effectiveDate: string): Comparison {
  const lastDate = frame.schedule.endDate ?? effectiveDate;
  const onDate = earlierDate(laterDate(frame.today, effectiveDate), laterDate(lastDate, frame.today));
  const charged = chargedThrough(frame.ownChanges, onDate);
  return {
    onDate,
    held: billedOn(frame.timeline, frame.ownChanges, onDate),
    period: periodContaining(frame.schedule, onDate),
    shownFrom: charged === undefined ? onDate : addDays(charged, 1),
  };
}

function heldTimeline({ state, ownChanges, lastWritten, today }: LineFacts): Timeline {
  const lastRowEnd = state.periods.map((row) => row.endDate).reduce(laterDate, "");
  const future = ownChanges.filter((change) => change.effectiveDate > today);
  const beyondRows = future.filter((change) => change.effectiveDate > lastRowEnd);
  const quantities = beyondRows.reduce(
    (timeline, change) =>
      withDifference(
        timeline,
        change.effectiveDate,
        subtractDecimals(change.quantity, change.quantityBefore),
      ),
    timelineOf(state.periods),
  );
  return pricedTimeline(quantities, state.unitPrice ?? lastWritten?.unitPrice, ownChanges, today);
}

/** Our own price changes on their days, around the price that the PSA tells. */
function pricedTimeline(
  quantities: Timeline,
  told: string | undefined,
  ownChanges: readonly OwnChange[],
  today: string,
): Timeline {
  const priced = ownChanges
    .filter((change) => change.unitPrice !== undefined)
    .sort((one, other) => compareDates(one.effectiveDate, other.effectiveDate));
  const past = priced.filter((change) => change.effectiveDate <= today);
  const future = priced.slice(past.length);
  const now = priceInForce(told, past, future, ownChanges);
  const first = past[0] === undefined ? now : (past[0].unitPriceBefore ?? now);
  const entries: [string, string | undefined][] = [
    ...past.map((change): [string, string | undefined] => [change.effectiveDate, change.unitPrice]),
    // A person may have set another one since; on its first day the PSA's own clock may not show it yet.
    ...past
      .slice(-1)
      .filter((change) => change.effectiveDate < today)
      .map((change): [string, string | undefined] => [change.effectiveDate, now]),
    ...future.map((change): [string, string | undefined] => [change.effectiveDate, change.unitPrice]),
  ];
  const begun = first === undefined ? quantities : quantities.map((at) => ({ ...at, unitPrice: first }));
  return entries.reduce(
    (timeline, [date, unitPrice]) =>
      unitPrice === undefined ? timeline : withPrice(timeline, date, unitPrice),
    begun,
  );
}

/**
 * A PSA may tell a price to come for the price now. Then our record of the first change says which it was before, unless
 * a change that has begun was made after it.
 */
function priceInForce(
  told: string | undefined,
  past: readonly OwnChange[],
  future: readonly OwnChange[],
  ownChanges: readonly OwnChange[],
): string | undefined {
  const isToCome = future.some(
    (change) =>
      told !== undefined && change.unitPrice !== undefined && compareDecimals(told, change.unitPrice) === 0,
  );
  const [next] = future;
  if (!isToCome || next === undefined) return told;
  const last = past.at(-1);
  const isNewer = last !== undefined && ownChanges.indexOf(last) > ownChanges.indexOf(next);
  return (isNewer ? last.unitPrice : next.unitPriceBefore) ?? told;
}

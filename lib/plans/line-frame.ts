import { firstOpenDate } from "@/lib/billing/closed-period";
import { takenDates } from "@/lib/billing/one-change-per-day";
import { type ContractPeriod, type PeriodSchedule, periodContaining } from "@/lib/billing/periods";
import { quantityOn, type Timeline, timelineOf, withDifference, withPrice } from "@/lib/billing/timeline";
import { earlierDate, laterDate } from "@/lib/dates";
import { compareDecimals, subtractDecimals } from "@/lib/money";
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
};

/** The part of a frame that follows from a date: the day that quantities are compared on, and its period. */
export type Comparison = { onDate: string; held: string; period: ContractPeriod };

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
  return { schedule, today, openDate, timeline: heldTimeline(input), taken, oneChangePerDay };
}

/** q: in force on the later of today and the effective date. */
export function compareOn(frame: LineFrame, effectiveDate: string): Comparison {
  const lastDate = frame.schedule.endDate ?? effectiveDate;
  const onDate = earlierDate(laterDate(frame.today, effectiveDate), laterDate(lastDate, frame.today));
  return {
    onDate,
    held: quantityOn(frame.timeline, onDate),
    period: periodContaining(frame.schedule, onDate),
  };
}

function heldTimeline({ state, ownChanges, lastWritten, today }: LineFacts): Timeline {
  const lastRowEnd = state.periods.map((row) => row.endDate).reduce(laterDate, "");
  const future = ownChanges.filter((change) => change.effectiveDate > today);
  const unitPrice = priceInForce(state.unitPrice ?? lastWritten?.unitPrice, future);
  const beyondRows = future.filter((change) => change.effectiveDate > lastRowEnd);
  const quantities = beyondRows.reduce(
    (timeline, change) =>
      withDifference(
        timeline,
        change.effectiveDate,
        subtractDecimals(change.quantity, change.quantityBefore),
      ),
    timelineOf(state.periods, unitPrice),
  );
  return [...future]
    .sort((one, other) => (one.effectiveDate < other.effectiveDate ? -1 : 1))
    .reduce(
      (timeline, change) =>
        change.unitPrice === undefined
          ? timeline
          : withPrice(timeline, change.effectiveDate, change.unitPrice),
      quantities,
    );
}

/** A PSA may tell the price to come for the price now; our own record of the change says which it was before. */
function priceInForce(told: string | undefined, future: readonly OwnChange[]): string | undefined {
  const coming = future.find(
    (change) =>
      told !== undefined && change.unitPrice !== undefined && compareDecimals(told, change.unitPrice) === 0,
  );
  return coming?.unitPriceBefore ?? told;
}

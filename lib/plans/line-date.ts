import { periodContaining } from "@/lib/billing/periods";
import { directionOf } from "@/lib/billing/quantity-rule";
import { changeAmountMinor } from "@/lib/billing/span-amount";
import { addDays, laterDate, sayDate, sayDates } from "@/lib/dates";
import { formatMinor, subtractDecimals } from "@/lib/money";
import { compareOn, type LineFrame } from "./line-frame";
import { sayContractSpan } from "./line-words";
import type { PlanRefusal, PlanWarning } from "./plan";
import type { PlanLineInput } from "./plan-line-input";

export type DateBounds = { fromDate: string; toDate?: string };

/** The day a change counts from, after the moves that a warning names. */
export type LineDate = { effectiveDate: string; warnings: readonly PlanWarning[] };

/**
 * The effective date: a first run counts from the start of the current period, or from the day within it on which the
 * subscription began (nobody is billed for days before that); a date before the contract or the
 * subscription begins moves to the later of both; a late one in an earlier open period keeps its true date or moves to
 * the start of the current period, by setting. A date that a person chose is refused instead of moved.
 */
export function settleDate(input: PlanLineInput, frame: LineFrame): LineDate | PlanRefusal {
  const { change, words, state } = input;
  if (change.isDateChosen) return chosenDate(input, frame);
  if (change.isFirstRun) {
    const { startDate } = periodContaining(frame.schedule, frame.today);
    const effectiveDate = laterDate(startDate, change.subscriptionStartDate ?? startDate);
    return { effectiveDate, warnings: [] };
  }
  const given = change.effectiveDate;
  const { startDate, endDate } = state.contract;
  if (endDate !== undefined && given > endDate && isUp(input, frame, endDate)) {
    return {
      code: "after_contract_end",
      sentence:
        `${sayDate(given, input.today)} is outside ${sayContractSpan(state.contract, input.today)}. ` +
        `Choose a date inside, or extend '${words.contract}'.`,
    };
  }
  const begun = laterDate(laterDate(given, startDate), change.subscriptionStartDate ?? startDate);
  const warnings = begun === given ? [] : [startWarning(input, frame, begun)];
  return moveLate(input, frame, begun, warnings);
}

/** The days a person may choose from: open periods; a first run never bills a period before the current one. */
export function dateBoundsOf({ change }: PlanLineInput, frame: LineFrame): DateBounds {
  const { endDate } = frame.schedule;
  const current = periodContaining(frame.schedule, frame.today).startDate;
  const fromDate = change.isFirstRun ? laterDate(frame.openDate, current) : frame.openDate;
  return { fromDate, ...(endDate !== undefined && { toDate: endDate }) };
}

/** Never moved, only refused. */
function chosenDate(input: PlanLineInput, frame: LineFrame): LineDate | PlanRefusal {
  const { change, today } = input;
  const given = change.effectiveDate;
  const { fromDate, toDate } = dateBoundsOf(input, frame);
  if (given < fromDate || (toDate !== undefined && given > toDate)) {
    const range =
      toDate === undefined
        ? `${sayDate(fromDate, today)} on`
        : `${sayDate(fromDate, today)} to ${sayDate(toDate, today)}`;
    return {
      code: "date_out_of_range",
      sentence: `Choose a date from ${range}. ${whyBounded(input, frame)}`,
    };
  }
  const start = change.subscriptionStartDate;
  if (start === undefined || given >= start || change.isFirstRun)
    return { effectiveDate: given, warnings: [] };
  const sentence = `The subscription starts on ${sayDate(start, today)}; you chose ${sayDate(given, today)}, which is used.`;
  return { effectiveDate: given, warnings: [{ code: "date_before_start", sentence }] };
}

function whyBounded({ change, state, words }: PlanLineInput, frame: LineFrame): string {
  const { startDate, endDate } = state.contract;
  if (endDate !== undefined && change.effectiveDate > endDate) return `'${words.contract}' ends then.`;
  if (frame.openDate > startDate) return "Earlier periods are posted.";
  return change.isFirstRun ? "A first run bills no earlier period." : `'${words.contract}' starts then.`;
}

const isUp = (input: PlanLineInput, frame: LineFrame, date: string) =>
  directionOf(compareOn(frame, date).held, input.change.quantity) === "up";

function moveLate(
  { settings, change, today }: PlanLineInput,
  frame: LineFrame,
  date: string,
  warnings: readonly PlanWarning[],
): LineDate {
  const { startDate } = periodContaining(frame.schedule, frame.today);
  const isLate = date < startDate && date >= frame.openDate && change.type !== "billing";
  if (!isLate || settings.lateOrders === "true_date") return { effectiveDate: date, warnings };
  const sentence = `The order is dated ${sayDate(date, today)}; by setting it counts from ${sayDate(startDate, today)}, the start of the current period.`;
  return { effectiveDate: startDate, warnings: [...warnings, { code: "late_order_moved", sentence }] };
}

/** Says what moved and what the days before the contract, which nobody bills, would have been worth. */
function startWarning(input: PlanLineInput, frame: LineFrame, begun: string): PlanWarning {
  const { change, state, today, currency } = input;
  const given = change.effectiveDate;
  const { startDate } = state.contract;
  if (begun !== startDate || given >= startDate) {
    const sentence = `The subscription starts on ${sayDate(begun, today)}, the order is dated ${sayDate(given, today)}; ${sayDate(begun, today)} is used.`;
    return { code: "date_before_start", sentence };
  }
  const contractStart = sayDate(startDate, today);
  const opening = `The contract starts on ${contractStart}; the subscription on ${sayDate(given, today)}. ${contractStart} is used.`;
  const difference = subtractDecimals(change.quantity, compareOn(frame, startDate).held);
  const unitPrice = change.unitPrice ?? state.unitPrice ?? input.catalog?.unitPrice;
  const lastDate = addDays(startDate, -1);
  const uncovered =
    unitPrice === undefined
      ? undefined
      : changeAmountMinor({
          before: [],
          after: [{ fromDate: given, quantity: difference, unitPrice }],
          span: { fromDate: given, toDate: lastDate },
          schedule: frame.schedule,
          currency,
        });
  if (uncovered === undefined) return { code: "date_before_start", sentence: opening };
  return {
    code: "date_before_start",
    sentence: `${opening} ${sayDates(given, lastDate, today)} stays uncovered: ${formatMinor(uncovered, currency)}.`,
    amountMinor: uncovered.toString(),
  };
}

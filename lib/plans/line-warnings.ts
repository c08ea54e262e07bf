import { periodsTouching } from "@/lib/billing/periods";
import { changeAmountMinor } from "@/lib/billing/span-amount";
import { priceOn, quantityOn, type Timeline, withDifference } from "@/lib/billing/timeline";
import { addDays, daysInclusive, earlierDate, laterDate, sayDate, sayDates } from "@/lib/dates";
import { compareDecimals, isNegative, isZero } from "@/lib/money";
import type { LineFrame } from "./line-frame";
import type { LeftGap, LineMoves, Move } from "./line-moves";
import { afterMove, type Stepped } from "./line-steps";
import type { LineTargetRule } from "./line-target";
import { sayMoreOrLess, sayShare, sizeOf } from "./line-words";
import type { LineChangeType, PlanWarning } from "./plan";
import type { LineFacts, PlanLineInput } from "./plan-line-input";

/** What a person should look at before the line is sent, beside what date and price have to say. */
export function warningsOf(
  input: PlanLineInput,
  frame: LineFrame,
  target: LineTargetRule,
  type: LineChangeType,
  { moves, gaps }: LineMoves,
  stepped: Stepped,
): readonly PlanWarning[] {
  return [
    ...typeWarnings(input, type, target),
    ...ownerWarnings(input, frame, target),
    ...closedWarnings(input, frame, target),
    ...replacedWarnings(input, frame, moves),
    ...movedWarnings(input, frame, moves),
    ...gaps.map((gap) => gapWarning(input, frame, gap, stepped.after)),
    ...priceWarnings(input, stepped),
  ];
}

function typeWarnings(
  { change, state, words }: PlanLineInput,
  type: LineChangeType,
  target: LineTargetRule,
): PlanWarning[] {
  const found: PlanWarning[] = [];
  if (type !== change.type) {
    const sentence = `The order calls itself ${change.type}; by its content it is ${type}.`;
    found.push({ code: "type_corrected", sentence });
  }
  if (isZero(change.quantity) && !state.exists) {
    const sentence = `There is no line '${words.product}' on '${words.contract}' that could end. Nothing is written.`;
    found.push({ code: "no_line_to_end", sentence });
  } else if (target.fromDate === undefined && target.closedDate === undefined) {
    found.push({
      code: "contract_ends_first",
      sentence: `'${words.contract}' ends before the change would count. The line's quantity is not written.`,
    });
  }
  return found;
}

function ownerWarnings(input: PlanLineInput, frame: LineFrame, target: LineTargetRule): PlanWarning[] {
  const { owners, words, lastWritten, ownChanges } = input;
  if (owners.quantity === "psa" && target.direction !== "same") {
    const sentence = `The quantity of this line belongs to ${words.psa}; it is not written.`;
    return [{ code: "quantity_owned_by_psa", sentence }];
  }
  const now = quantityOn(frame.timeline, frame.today);
  const known = [lastWritten?.quantity, ...ownChanges.flatMap((own) => [own.quantity, own.quantityBefore])];
  const isKnown = known.some((figure) => figure !== undefined && compareDecimals(figure, now) === 0);
  if (lastWritten?.quantity === undefined || isKnown) return [];
  return [
    {
      code: "quantity_changed_in_psa",
      sentence: `The quantity was changed in ${words.psa}: ${now}, where ${lastWritten.quantity} was last written.`,
    },
  ];
}

function closedWarnings(input: PlanLineInput, frame: LineFrame, target: LineTargetRule): PlanWarning[] {
  if (target.closedDate === undefined) return [];
  const { words, today } = input;
  const closed = `${sayDate(target.closedDate, today)} lies in a period that is posted in ${words.psa} or signed off`;
  const moved = `the change counts from ${sayDate(frame.openDate, today)}, the first open day`;
  return [
    {
      code: "date_moved_to_open_period",
      sentence: `${closed}; ${target.fromDate === undefined ? "its figure cannot be written any more" : moved}.`,
    },
  ];
}

function replacedWarnings(
  { words, today }: PlanLineInput,
  frame: LineFrame,
  moves: readonly Move[],
): PlanWarning[] {
  return moves
    .filter((move) => move.replaces === "foreign_change")
    .map(({ wantedDate }) => ({
      code: "future_change_replaced" as const,
      sentence:
        `${words.psa} holds a change to ${quantityOn(frame.timeline, wantedDate)} from ${sayDate(wantedDate, today)} ` +
        "that is not ours; this plan replaces it.",
    }));
}

/** "Effective 18 instead of 17 March: 2 x 20.00 x 1/31 = 1.29 GBP less." */
export function movedWarnings(input: LineFacts, frame: LineFrame, moves: readonly Move[]): PlanWarning[] {
  const found: PlanWarning[] = [];
  let timeline = frame.timeline;
  for (const move of moves) {
    const after = afterMove(timeline, move);
    if (move.date !== move.wantedDate) {
      const asked = afterMove(timeline, { ...move, date: move.wantedDate });
      found.push(movedWarning(input, frame, move, { asked, after }));
    }
    timeline = after;
  }
  return found;
}

function movedWarning(
  { words, today, currency }: LineFacts,
  frame: LineFrame,
  move: Move,
  { asked, after }: { asked: Timeline; after: Timeline },
): PlanWarning {
  const span = {
    fromDate: earlierDate(move.date, move.wantedDate),
    toDate: addDays(laterDate(move.date, move.wantedDate), -1),
  };
  const amount = changeAmountMinor({ before: asked, after, span, schedule: frame.schedule, currency });
  const days = `Effective ${sayDate(move.date, today)} instead of ${sayDate(move.wantedDate, today)}, because ${words.psa} takes one change a day`;
  const code = "date_moved_same_day" as const;
  if (amount === undefined) return { code, sentence: `${days}.` };
  const [period, ...others] = periodsTouching(frame.schedule, span);
  const unitPrice = priceOn(after, span.fromDate);
  const isSimple =
    period !== undefined && others.length === 0 && unitPrice !== undefined && move.unitPrice === undefined;
  const share = isSimple
    ? `${sayShare(
        {
          quantity: sizeOf(move.difference),
          unitPrice,
          coveredDays: daysInclusive(span.fromDate, span.toDate),
          periodDays: daysInclusive(period.startDate, period.endDate),
        },
        currency,
      )} = `
    : "";
  return {
    code,
    sentence: `${days}: ${share}${sayMoreOrLess(amount, currency)}.`,
    amountMinor: amount.toString(),
  };
}

/** "Until 27 February the line holds 2 less than wanted". */
function gapWarning(
  { words, today, currency }: PlanLineInput,
  frame: LineFrame,
  { fromDate, toDate, difference }: LeftGap,
  after: Timeline,
): PlanWarning {
  const wanted = withDifference(after, fromDate, difference);
  const span = { fromDate, toDate };
  const amount = changeAmountMinor({ before: wanted, after, span, schedule: frame.schedule, currency });
  const way = isNegative(difference) ? "more" : "less";
  const days = `On ${sayDates(fromDate, toDate, today)} the line holds ${sizeOf(difference)} ${way} than wanted`;
  const why = `${words.psa} takes one change a day, and no day in time is free`;
  return {
    code: "date_moved_same_day",
    sentence: `${days}: ${why}${amount === undefined ? "" : ` (${sayMoreOrLess(amount, currency)})`}.`,
    ...(amount !== undefined && { amountMinor: amount.toString() }),
  };
}

function priceWarnings({ words }: PlanLineInput, { steps }: Stepped): PlanWarning[] {
  if (steps.every((step) => step.money !== undefined)) return [];
  const sentence = `${words.psa} tells no price for '${words.product}', so what this is worth is not known.`;
  return [{ code: "price_unknown", sentence }];
}

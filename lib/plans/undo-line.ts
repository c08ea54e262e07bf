import { periodContaining } from "@/lib/billing/periods";
import { directionOf } from "@/lib/billing/quantity-rule";
import { priceOn, quantityOn, withDifference } from "@/lib/billing/timeline";
import { earlierDate, sayDate } from "@/lib/dates";
import { isNegative, isZero, subtractDecimals } from "@/lib/money";
import type { LinePeriod } from "@/lib/psa/records";
import { compareOn, frameOf, type LineFrame } from "./line-frame";
import { moneyOfLine } from "./line-money";
import type { Move } from "./line-moves";
import { quantitiesOfSteps, type Stepped, stepsOf } from "./line-steps";
import { movedWarnings } from "./line-warnings";
import { sayPeriod, sayQuantity } from "./line-words";
import type { LinePlan, PlanRefusal, PlanStep } from "./plan";
import type { LineFacts, OwnChange } from "./plan-line-input";
import { undoDates } from "./undo-note";
import { questionBeforeUndo } from "./undo-question";

export type UndoLineInput = LineFacts & {
  /** Confirmed steps to take back, as they were planned. */
  steps: readonly ConfirmedStep[];
  /** Rows of the line as they were read back after the last of these steps. */
  readBack?: readonly LinePeriod[];
  /** Our changes that were confirmed after these steps; they are in `ownChanges` too. */
  laterChanges: readonly OwnChange[];
};

export type ConfirmedStep = Pick<
  PlanStep,
  | "effectiveDate"
  | "quantityBefore"
  | "quantity"
  | "unitPriceBefore"
  | "unitPrice"
  | "unitCostBefore"
  | "unitCost"
  | "createsLine"
>;

/** The inverse plan, and for each of its steps the index of the step in the input that it takes back. */
export type UndoneLine = { plan: LinePlan; undoes: readonly number[] };

/**
 * Takes confirmed steps back: the opposite difference on the same day where it is free, else on the next free day, with
 * the money of the days between. A sale of 12 from 17 March goes back to 0 from 18 March, and one day stays billed.
 * Nothing of a posted period can be taken back. Where a person has changed the line since, the plan asks first.
 */
export function undoLine(input: UndoLineInput): UndoneLine {
  const against = factsAgainstUndo(input);
  if (against) return refused(input, against);
  const frame = frameOf(input);
  if ("code" in frame) return refused(input, frame);
  const posted = input.steps.find((step) => step.effectiveDate < frame.openDate);
  if (posted) return refused(input, postedRefusal(input, frame, posted.effectiveDate));

  const inverse = inverseMoves(input, frame);
  if (inverse === undefined) return refused(input, noDayLeft(input));
  if (inverse.length === 0) return refused(input, nothingLeft(input));
  const end = inverse.reduce(
    (timeline, { move }) => withDifference(timeline, move.date, move.difference),
    frame.timeline,
  );
  if (end.some((at) => isNegative(at.quantity))) return refused(input, belowZero(input, frame));

  // Raises first: on the way no day may hold less than nothing.
  const ordered = [...inverse].sort((one, other) => rank(one.move) - rank(other.move));
  const moves = ordered.map(({ move }) => move);
  const firstDate = moves.map((move) => move.date).reduce(earlierDate);
  const { period } = compareOn(frame, firstDate);
  const stepped = stepsOf(input, frame, period, moves);
  return {
    plan: undoPlan(input, frame, stepped, moves, firstDate),
    undoes: ordered.map(({ index }) => index),
  };
}

type Inverse = { move: Move; index: number };

const rank = (move: Move) => (isNegative(move.difference) ? 1 : 0);

function inverseMoves(input: UndoLineInput, frame: LineFrame): readonly Inverse[] | undefined {
  const inverse = [...input.steps.entries()]
    .map(([index, step]) => ({
      index,
      wantedDate: step.effectiveDate,
      difference: subtractDecimals(step.quantityBefore, step.quantity),
      figures: figuresBefore(input, step),
    }))
    .filter(({ difference, figures }) => !isZero(difference) || Object.keys(figures).length > 0);
  const dates = undoDates(
    frame,
    inverse.map(({ wantedDate }) => wantedDate),
    frame.taken,
  );
  const found: Inverse[] = [];
  for (const [at, { index, wantedDate, difference, figures }] of inverse.entries()) {
    const date = dates[at];
    if (date === undefined) return undefined;
    found.push({ move: { wantedDate, date, difference, ...figures }, index });
  }
  return found;
}

/** Price and cost go back to what they were, unless a later change of ours has set them anew. */
function figuresBefore(
  { laterChanges }: UndoLineInput,
  step: ConfirmedStep,
): Pick<Move, "unitPrice" | "unitCost"> {
  const { unitPrice, unitPriceBefore, unitCost, unitCostBefore } = step;
  const isPriceNewer = laterChanges.some((own) => own.unitPrice !== undefined);
  const isCostNewer = laterChanges.some((own) => own.unitCost !== undefined);
  return {
    ...(unitPrice !== undefined &&
      unitPriceBefore !== undefined &&
      !isPriceNewer && { unitPrice: unitPriceBefore }),
    ...(unitCost !== undefined &&
      unitCostBefore !== undefined &&
      !isCostNewer && { unitCost: unitCostBefore }),
  };
}

function pricesOf({ before, after }: Stepped, date: string): LinePlan["unitPrices"] {
  const [from, to] = [priceOn(before, date), priceOn(after, date)];
  return { ...(from !== undefined && { before: from }), ...(to !== undefined && { after: to }) };
}

function undoPlan(
  input: UndoLineInput,
  frame: LineFrame,
  stepped: Stepped,
  moves: readonly Move[],
  firstDate: string,
): LinePlan {
  const { words, today } = input;
  const { onDate, held, period } = compareOn(frame, firstDate);
  const quantity = quantityOn(stepped.after, onDate);
  const money = moneyOfLine(input, frame, period, stepped, []);
  const confirmation = questionBeforeUndo(input, frame);
  const { endDate } = frame.schedule;
  const what = sayQuantity(quantity, words.unit);
  const from = sayDate(firstDate, today);
  return {
    address: input.state.address,
    type: "change",
    direction: directionOf(held, quantity),
    effectiveDate: firstDate,
    quantityBefore: held,
    quantity,
    adoptsLine: false,
    steps: stepped.steps,
    quantities: quantitiesOfSteps(stepped),
    unitPrices: pricesOf(stepped, onDate),
    currentPeriod: period,
    remainders: [],
    warnings: movedWarnings(input, frame, moves),
    refusals: [],
    reasons: [
      {
        subject: "quantity",
        sentence: `You have ${what} from ${from} because an earlier change was taken back.`,
        arithmetic: stepped.steps.map((step) => step.sentence),
        rule: "undo",
      },
    ],
    offers: [],
    ...(money && { money }),
    dateBounds: { fromDate: frame.openDate, ...(endDate !== undefined && { toDate: endDate }) },
    ...(confirmation !== undefined && { confirmation }),
    sentence: `Taken back: ${held === quantity ? what : `${held} to ${what}`} from ${from}`,
  };
}

function factsAgainstUndo({ state, words }: UndoLineInput): PlanRefusal | undefined {
  if (!state.exists) {
    const sentence = `The line '${words.product}' is not there any more. There is nothing to take back.`;
    return { code: "nothing_to_undo", sentence };
  }
  if (state.periods.length > 0) return undefined;
  const sentence = `${words.psa} gave no quantity for the line '${words.product}'. Check again; nothing was planned.`;
  return { code: "state_not_read", sentence };
}

function postedRefusal({ words, today }: UndoLineInput, frame: LineFrame, date: string): PlanRefusal {
  const posted = sayPeriod(periodContaining(frame.schedule, date), today);
  const open = sayPeriod(periodContaining(frame.schedule, frame.openDate), today);
  return {
    code: "period_posted",
    sentence: `${posted} is posted in ${words.psa}. A correction in ${open} is the only way.`,
  };
}

function noDayLeft({ words }: UndoLineInput): PlanRefusal {
  const sentence = `No day is left on '${words.contract}' to take this back on: the contract ends. Extend the contract.`;
  return { code: "no_open_period", sentence };
}

function nothingLeft({ words }: UndoLineInput): PlanRefusal {
  const sentence = `Later changes have replaced this one, or ${words.psa} never told the values before. There is nothing to take back.`;
  return { code: "nothing_to_undo", sentence };
}

function belowZero({ words, today }: UndoLineInput, frame: LineFrame): PlanRefusal {
  const held = sayQuantity(quantityOn(frame.timeline, frame.today), words.unit);
  return {
    code: "below_zero",
    sentence: `The line holds ${held} on ${sayDate(frame.today, today)}; taking this back would leave less than nothing on some day. Correct the quantity instead.`,
  };
}

function refused(input: UndoLineInput, refusal: PlanRefusal): UndoneLine {
  const [first] = input.steps;
  const date = first?.effectiveDate ?? input.today;
  const quantity = first?.quantity ?? "0";
  return {
    plan: {
      address: input.state.address,
      type: "change",
      direction: "same",
      effectiveDate: date,
      quantityBefore: quantity,
      quantity,
      adoptsLine: false,
      steps: [],
      quantities: { before: [], after: [] },
      remainders: [],
      warnings: [],
      refusals: [refusal],
      reasons: [],
      offers: [],
      sentence: "Cannot be taken back",
    },
    undoes: [],
  };
}

import { canDecreaseFromPeriodStart, directionOf, lastBilledDate } from "@/lib/billing/quantity-rule";
import { isEmptyFrom, priceOn, quantityOn, timelineOf } from "@/lib/billing/timeline";
import { sayDate } from "@/lib/dates";
import { formatUnitPrice, isZero } from "@/lib/money";
import { amountsOf } from "./line-amounts";
import { type DateBounds, dateBoundsOf, settleDate } from "./line-date";
import { frameOf, type LineFrame } from "./line-frame";
import { moneyOfLine } from "./line-money";
import { movesTo } from "./line-moves";
import { withPrices } from "./line-price";
import { reasonsOf } from "./line-reasons";
import { factsAgainst } from "./line-refusals";
import { quantitiesOfSteps, type Stepped, stepsOf } from "./line-steps";
import { type LineTargetRule, targetOf } from "./line-target";
import { warningsOf } from "./line-warnings";
import { sayQuantity } from "./line-words";
import type { LineChangeType, LinePlan, PlanOffer, PlanRefusal } from "./plan";
import type { PlanLineInput } from "./plan-line-input";

/**
 * What bringing one contract line to a wanted total means: which writes on which days, what they are worth now and
 * next period, what is left to charge once, what a person should look at, and why. More counts in the current period,
 * less from the next, equal touches only price and cost; 10 to 12 on 17 March at 20.00 bills 19.35 in March.
 *
 * Pure: the same input always gives the same plan. Rules: `lib/billing`; terms of the answer: `plan.ts`.
 */
export function planLine(input: PlanLineInput): LinePlan {
  const facts = factsAgainst(input);
  if (facts.length > 0) return refusedPlan(input, facts);
  const frame = frameOf(input);
  if (isRefusal(frame)) return refusedPlan(input, [frame]);
  const date = settleDate(input, frame);
  if (isRefusal(date)) return refusedPlan(input, [date], dateBoundsOf(input, frame));
  const target = targetOf(input, frame, date.effectiveDate);
  if (isRefusal(target)) return refusedPlan(input, [target]);
  const unread = dayNotRead(input, target);
  if (unread) return refusedPlan(input, [unread]);
  const owned = input.owners.quantity === "portal";
  const moved = owned ? movesTo(frame, target, input.ownChanges) : { moves: [], gaps: [] };
  if (moved === undefined) return refusedPlan(input, [noFreeDay(input)]);

  const priced = withPrices(input, frame, target, date.effectiveDate, moved.moves);
  const stepped = stepsOf(input, frame, target.at.period, priced.moves, input.change.isRepeat);
  const remainders = amountsOf(input, frame, target, date.effectiveDate);
  const type = typeByContent(input);
  const warnings = warningsOf(input, frame, target, type, { moves: priced.moves, gaps: moved.gaps }, stepped);
  const money = moneyOfLine(input, frame, target.at.period, stepped, remainders);
  return {
    address: input.state.address,
    type,
    direction: target.direction,
    effectiveDate: date.effectiveDate,
    quantityBefore: target.at.held,
    quantity: input.change.quantity,
    adoptsLine: input.state.exists && input.change.lineBelongsTo === "nobody",
    steps: stepped.steps,
    quantities: quantitiesOfSteps(stepped),
    remainders,
    warnings: [...date.warnings, ...warnings, ...priced.warnings],
    refusals: [],
    reasons: reasonsOf(input, frame, { target, type, stepped }),
    offers: offersOf(input, frame, target, date.effectiveDate),
    ...figuresOf(input, target, stepped),
    currentPeriod: target.at.period,
    ...(money && { money }),
    dateBounds: dateBoundsOf(input, frame),
    ...lastBilled(type, target, stepped, frame.schedule.endDate),
    sentence: sentenceOf(input, target, stepped),
  };
}

const isRefusal = (value: object): value is PlanRefusal => "code" in value;

/** Content wins over what the order calls itself. */
function typeByContent({ change, state }: PlanLineInput): LineChangeType {
  if (change.type === "billing" || change.isFirstRun) return change.type;
  const isOurs = change.lineBelongsTo === "this_subscription";
  if (isZero(change.quantity)) return isOurs || state.exists ? "cancellation" : change.type;
  if (!state.exists && !isOurs) return "sales";
  return change.type === "sales" && !isOurs ? "sales" : "change";
}

/** A quantity on a day before the reading is not known; taking it for zero would double the line. */
function dayNotRead(input: PlanLineInput, target: LineTargetRule): PlanRefusal | undefined {
  const { state, readFromDate, today, words } = input;
  const needed = [target.fromDate, target.at.onDate].filter((date) => date !== undefined);
  const firstRow = state.periods.map((row) => row.startDate).sort()[0];
  const missing = needed.find((date) => date < readFromDate && (firstRow === undefined || date < firstRow));
  if (!state.exists || missing === undefined) return undefined;
  return {
    code: "state_not_read",
    sentence: `The line's quantity on ${sayDate(missing, today)} was not read from ${words.psa}. Check again; nothing was planned.`,
  };
}

const noFreeDay = ({ words }: PlanLineInput): PlanRefusal => ({
  code: "no_open_period",
  sentence: `No day is left on '${words.contract}' for this change: ${words.psa} takes one change a day, and the contract ends. Extend the contract.`,
});

function offersOf(
  input: PlanLineInput,
  frame: LineFrame,
  target: LineTargetRule,
  effectiveDate: string,
): PlanOffer[] {
  const isLater = target.fromDate !== undefined && target.fromDate > effectiveDate;
  const canOffer = canDecreaseFromPeriodStart(frame.schedule, effectiveDate, frame.openDate);
  if (target.direction !== "down" || !isLater || !canOffer || input.change.type === "billing") return [];
  const date = effectiveDate;
  return [{ kind: "decrease_from_period_start", date, sentence: `From ${sayDate(date, input.today)}` }];
}

function figuresOf(
  { state, catalog }: PlanLineInput,
  { at }: LineTargetRule,
  { steps, before, after }: Stepped,
): Pick<LinePlan, "unitPrices" | "unitCosts"> {
  const costAfter =
    steps.findLast((step) => step.unitCost !== undefined)?.unitCost ??
    (steps.some((step) => step.createsLine) ? catalog?.unitCost : state.unitCost);
  return {
    unitPrices: known(priceOn(before, at.onDate) ?? state.unitPrice, after.at(-1)?.unitPrice),
    unitCosts: known(state.unitCost, costAfter),
  };
}

const known = (before: string | undefined, after: string | undefined) => ({
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
});

function lastBilled(
  type: LineChangeType,
  target: LineTargetRule,
  { steps, after }: Stepped,
  contractEnd: string | undefined,
): Pick<LinePlan, "lastBilledDate"> {
  if (type !== "cancellation" || target.direction !== "down") return {};
  if (target.oneTime?.kind === "credit")
    return { lastBilledDate: lastBilledDate(target.oneTime.span.fromDate) };
  if (target.fromDate === undefined) return contractEnd === undefined ? {} : { lastBilledDate: contractEnd };
  const ending = steps.find(
    (step) =>
      step.quantity === target.quantity &&
      (target.unitPrice !== undefined || isEmptyFrom(after, step.effectiveDate)),
  );
  return { lastBilledDate: lastBilledDate(ending?.effectiveDate ?? target.fromDate) };
}

/** "10 to 12 seats from 17 March", "12 seats, price 22.00 GBP from 1 April", "12 seats, unchanged". */
function sentenceOf(
  { words, currency, today }: PlanLineInput,
  target: LineTargetRule,
  { steps }: Stepped,
): string {
  const held = sayQuantity(target.at.held, words.unit);
  const first = steps.find((step) => step.kind === "set_line_quantity");
  const priced = steps.find((step) => step.unitPrice !== undefined);
  if (first !== undefined) {
    const wanted = sayQuantity(target.quantity, words.unit);
    const change = first.createsLine ? wanted : `${target.at.held} to ${wanted}`;
    return `${change} from ${sayDate(first.effectiveDate, today)}`;
  }
  if (priced?.unitPrice === undefined) return `${held}, ${steps.length > 0 ? "cost only" : "unchanged"}`;
  const price = `${formatUnitPrice(priced.unitPrice, currency)} ${currency}`;
  return `${held}, price ${price} from ${sayDate(priced.effectiveDate, today)}`;
}

/** Nothing may be planned: what was asked, and why not. */
function refusedPlan(
  input: PlanLineInput,
  refusals: readonly PlanRefusal[],
  dateBounds?: DateBounds,
): LinePlan {
  const { change, state, today, words } = input;
  const held = quantityOn(timelineOf(state.periods), today);
  return {
    address: state.address,
    type: typeByContent(input),
    direction: directionOf(held, change.quantity),
    effectiveDate: change.effectiveDate,
    quantityBefore: held,
    quantity: change.quantity,
    adoptsLine: false,
    steps: [],
    quantities: { before: [], after: [] },
    remainders: [],
    warnings: [],
    refusals,
    reasons: [],
    offers: [],
    ...(dateBounds && { dateBounds }),
    sentence: `${held} to ${sayQuantity(change.quantity, words.unit)}: not possible`,
  };
}

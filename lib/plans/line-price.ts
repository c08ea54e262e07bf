import { freeDate } from "@/lib/billing/one-change-per-day";
import { priceDate } from "@/lib/billing/quantity-rule";
import { priceOn } from "@/lib/billing/timeline";
import { laterDate, sayDate } from "@/lib/dates";
import { compareDecimals, formatUnitPrice, isZero, sendableUnitPrice } from "@/lib/money";
import type { LineFrame } from "./line-frame";
import type { Move } from "./line-moves";
import type { LineTargetRule } from "./line-target";
import type { PlanWarning } from "./plan";
import type { OwnChange, PlanLineInput } from "./plan-line-input";

export type PricedMoves = { moves: readonly Move[]; warnings: readonly PlanWarning[] };

type Wanted = { unitPrice?: string; unitCost?: string };

/**
 * Price and cost are written where the portal owns them and they differ. A line that begins from nothing takes them at
 * once. Otherwise units already there keep their price until the price date: then a move of that day carries it along,
 * or it is a change of its own. A figure that a person set in the PSA since our last write is left alone.
 */
export function withPrices(
  input: PlanLineInput,
  frame: LineFrame,
  target: LineTargetRule,
  effectiveDate: string,
  moves: readonly Move[],
): PricedMoves {
  if (target.unitPrice !== undefined) return ended(input, target, moves);
  if (isZero(input.change.quantity)) return { moves, warnings: [] };
  const { wanted, warnings } = wantedFigures(input);
  const [first, ...rest] = moves;
  if (isZero(target.at.held)) {
    if (first === undefined) return { moves, warnings };
    return { moves: [{ ...first, ...wanted }, ...rest], warnings };
  }
  const begun = priceBegin(input, frame, effectiveDate, target.laterThan);
  if (begun === undefined) return { moves, warnings };
  const differing = differingFigures(input, frame, wanted, begun.date);
  if (differing.unitPrice === undefined && differing.unitCost === undefined) return { moves, warnings };
  const adopted: readonly PlanWarning[] =
    input.lastWritten?.unitPrice === undefined && differing.unitPrice !== undefined
      ? [adoptedPrice(input, differing.unitPrice)]
      : [];
  return { moves: placed(frame, moves, differing, begun), warnings: [...warnings, ...adopted] };
}

/** The day a price counts from, and whether it must not go before it because an older price of ours would follow. */
function priceBegin(
  { ownChanges, settings }: PlanLineInput,
  frame: LineFrame,
  effectiveDate: string,
  laterThan: string,
): { date: string; isAfterOwnPrice: boolean } | undefined {
  const { schedule, openDate } = frame;
  if (schedule.endDate !== undefined && effectiveDate > schedule.endDate) return undefined;
  const date = priceDate(schedule, effectiveDate, settings.priceChangesStart);
  if (date === undefined) return undefined;
  // Not before the line itself: a price of days without it would be a write for nothing.
  const open = laterDate(laterDate(date, openDate), frame.timeline[0]?.fromDate ?? date);
  const priced = ownChanges.filter((own) => own.unitPrice !== undefined);
  const isNewer = (own: OwnChange) => own.wantedFromDate > laterThan;
  if (priced.some((own) => isNewer(own) && own.effectiveDate <= open)) return undefined;
  const older = priced.filter((own) => !isNewer(own) && own.effectiveDate >= open);
  return {
    date: older.map((own) => own.effectiveDate).reduce(laterDate, open),
    isAfterOwnPrice: older.length > 0,
  };
}

function placed(
  frame: LineFrame,
  moves: readonly Move[],
  figures: Wanted,
  begin: { date: string; isAfterOwnPrice: boolean },
): readonly Move[] {
  const fits = (move: Move) =>
    move.date === begin.date || (move.wantedDate === begin.date && !begin.isAfterOwnPrice);
  if (moves.some(fits)) return moves.map((move) => (fits(move) ? { ...move, ...figures } : move));
  const date = freeDate({
    wantedDate: begin.date,
    lean: begin.isAfterOwnPrice || begin.date <= frame.today ? "later" : "before_period",
    taken: frame.oneChangePerDay ? new Set([...frame.taken, ...moves.map((move) => move.date)]) : new Set(),
    schedule: frame.schedule,
    openDate: frame.openDate,
  });
  if (date === undefined) return moves;
  const own: Move = { wantedDate: begin.date, date, difference: "0", ...figures };
  const index = moves.findIndex((move) => move.date > date);
  return index < 0 ? [...moves, own] : [...moves.slice(0, index), own, ...moves.slice(index)];
}

/** What the portal would write if nothing stood there: owners, settings and hand edits considered. */
function wantedFigures(input: PlanLineInput): { wanted: Wanted; warnings: PlanWarning[] } {
  const { change, settings, owners, state, lastWritten, ownChanges, words } = input;
  const warnings: PlanWarning[] = [];
  const wanted: Wanted = {};
  if (change.unitPrice !== undefined && settings.priceSource === "vendor" && owners.price === "portal") {
    const { unitPrice, wasRounded } = sendableUnitPrice(change.unitPrice);
    // Until its first day a new line may show the catalog's price.
    const known = ownChanges.flatMap((own) => [
      own.unitPrice,
      own.unitPriceBefore ?? input.catalog?.unitPrice,
    ]);
    if (state.exists && isHandEdit(state.unitPrice, lastWritten?.unitPrice, known)) {
      warnings.push({
        code: "price_changed_in_psa",
        sentence: `The price was changed in ${words.psa} to ${formatUnitPrice(state.unitPrice ?? "0", input.currency)} since our last write; it is left alone until somebody decides.`,
      });
    } else {
      wanted.unitPrice = unitPrice;
      if (wasRounded) {
        const sentence = `The price ${change.unitPrice} is sent as ${unitPrice}: four decimals at most.`;
        warnings.push({ code: "price_rounded", sentence });
      }
    }
  }
  if (change.unitCost !== undefined && settings.pushCost && owners.cost === "portal") {
    const known = ownChanges.flatMap((own) => [own.unitCost, own.unitCostBefore]);
    if (state.exists && isHandEdit(state.unitCost, lastWritten?.unitCost, known)) {
      warnings.push({
        code: "cost_changed_in_psa",
        sentence: `The cost in ${words.psa} is not the one last written: changed there, or the API user may not write costs. It is left alone.`,
      });
    } else wanted.unitCost = sendableUnitPrice(change.unitCost).unitPrice;
  }
  return { wanted, warnings };
}

/** Neither what we wrote last nor a figure of our own changes, whose day may be still to come. */
function isHandEdit(
  told: string | undefined,
  lastWritten: string | undefined,
  known: readonly (string | undefined)[],
): boolean {
  if (told === undefined || lastWritten === undefined) return false;
  return [lastWritten, ...known].every(
    (figure) => figure === undefined || compareDecimals(figure, told) !== 0,
  );
}

function differingFigures(input: PlanLineInput, frame: LineFrame, wanted: Wanted, date: string): Wanted {
  const { state, lastWritten, ownChanges } = input;
  const costNow =
    ownChanges.findLast((own) => own.unitCost !== undefined)?.unitCost ??
    state.unitCost ??
    lastWritten?.unitCost;
  return {
    ...differing("unitPrice", wanted.unitPrice, priceOn(frame.timeline, date)),
    ...differing("unitCost", wanted.unitCost, costNow),
  };
}

function differing(name: keyof Wanted, wanted: string | undefined, now: string | undefined): Wanted {
  if (wanted === undefined) return {};
  return now !== undefined && compareDecimals(wanted, now) === 0 ? {} : { [name]: wanted };
}

function adoptedPrice({ state, currency, words }: PlanLineInput, unitPrice: string): PlanWarning {
  const now = state.unitPrice === undefined ? "unknown" : formatUnitPrice(state.unitPrice, currency);
  return {
    code: "price_of_adopted_line",
    sentence: `The price in ${words.psa} is not one we wrote: ${now}; it becomes ${formatUnitPrice(unitPrice, currency)}.`,
  };
}

function ended(input: PlanLineInput, target: LineTargetRule, moves: readonly Move[]): PricedMoves {
  const isEnding = (move: Move) => move.wantedDate === target.fromDate;
  const day = sayDate(target.fromDate ?? input.change.effectiveDate, input.today);
  const sentence = `The line ends on ${day} as 1 unit at price 0, because ${input.words.psa} refuses 0 units here.`;
  return {
    moves: moves.map((move) => (isEnding(move) ? { ...move, unitPrice: target.unitPrice } : move)),
    warnings: moves.some(isEnding) ? [{ code: "ended_at_price_zero", sentence }] : [],
  };
}

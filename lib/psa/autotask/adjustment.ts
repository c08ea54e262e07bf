import { earlierDate, laterDate } from "@/lib/dates";
import { compareDecimals, isZero, subtractDecimals } from "@/lib/money";
import { PsaError } from "../errors";
import type { LineAddress, LinePeriod, LineState, LineTarget } from "../records";
import { wireNumber } from "./price";
import { toAutotaskId } from "./query";
import { wireDate } from "./wire";

export type Adjustment = {
  contractServiceID?: number;
  contractID?: number;
  serviceID?: number;
  effectiveDate: string;
  unitChange: number;
  adjustedUnitPrice?: number;
  adjustedUnitCost?: number;
  allowRepeatService?: true;
};

/**
 * "12 from 1 March, where it was 10" as Autotask's command: +2 from 1 March, on the line or, where there is none yet, on
 * contract and service. Undefined when there is nothing to send. A line that is not as the target expects is not
 * written to: a difference on top of somebody else's change would be wrong for good, since no adjustment can be taken
 * back or looked up.
 */
export function adjustmentFor(
  address: LineAddress,
  before: LineState,
  target: LineTarget,
): Adjustment | undefined {
  const seen = quantityOn(before.periods, target.effectiveDate);
  if (compareDecimals(seen ?? "0", target.quantityBefore) !== 0) {
    throw new PsaError(
      "rejected",
      `The line holds ${seen ?? "0"} on ${target.effectiveDate}, the plan expected ${target.quantityBefore}. Nothing was sent.`,
      { refusal: "value_refused" },
    );
  }
  const difference = subtractDecimals(target.quantity, target.quantityBefore);
  const { unitPrice, unitCost } = target;
  if (isZero(difference) && unitPrice === undefined && unitCost === undefined) return undefined;
  const lineId = before.address.psaLineId ?? address.psaLineId;
  return {
    ...(before.exists && lineId !== undefined
      ? { contractServiceID: toAutotaskId(lineId) }
      : {
          contractID: toAutotaskId(address.psaContractId),
          serviceID: toAutotaskId(address.psaItemId),
          ...(target.isRepeat || (address.otherLineIds?.length ?? 0) > 0 ? { allowRepeatService: true } : {}),
        }),
    effectiveDate: wireDate(target.effectiveDate),
    unitChange: wireNumber(difference),
    ...(unitPrice === undefined ? {} : { adjustedUnitPrice: wireNumber(unitPrice) }),
    ...(unitCost === undefined ? {} : { adjustedUnitCost: wireNumber(unitCost) }),
  };
}

/**
 * What became of an adjustment whose answer was lost: every day from the effective date on moved by exactly the
 * difference (applied), no day moved (not applied), anything else is a person's to judge. An adjustment of price alone
 * moves no day; then the agreed price tells.
 */
export function judgeAdjustment(
  before: LineState,
  target: LineTarget,
  now: LineState,
): "applied" | "not_applied" | "ambiguous" {
  const difference = subtractDecimals(target.quantity, target.quantityBefore);
  if (isZero(difference)) return judgePrice(before, target, now);
  if (!now.exists) return before.exists ? "ambiguous" : "not_applied";
  const days = comparedDays(before.periods, now.periods, target.effectiveDate);
  // A reading that does not reach the date proves nothing.
  if (!days.includes(target.effectiveDate)) return "ambiguous";
  const moves = days.map((day) => ({
    day,
    move: subtractDecimals(quantityOn(now.periods, day) ?? "0", quantityOn(before.periods, day) ?? "0"),
  }));
  const isStill = moves.every(({ move }) => isZero(move));
  if (isStill) return "not_applied";
  const isMoved = moves.every(({ day, move }) =>
    day < target.effectiveDate ? isZero(move) : compareDecimals(move, difference) === 0,
  );
  return isMoved ? "applied" : "ambiguous";
}

function judgePrice(
  before: LineState,
  target: LineTarget,
  now: LineState,
): "applied" | "not_applied" | "ambiguous" {
  const pairs = [
    [target.unitPrice, before.unitPrice, now.unitPrice],
    [target.unitCost, before.unitCost, now.unitCost],
  ] as const;
  // Cost is ignored without the right to it, so it decides only when it is all that was sent.
  const [wanted, was, is] = pairs.find(([each]) => each !== undefined) ?? [];
  if (wanted === undefined) return "applied";
  if (is === undefined) return "ambiguous";
  if (compareDecimals(is, wanted) === 0) return was === wanted ? "ambiguous" : "applied";
  return was !== undefined && compareDecimals(is, was) === 0 ? "not_applied" : "ambiguous";
}

/** First days of all rows of both readings, as far as both reach: between them no quantity changes. */
function comparedDays(
  before: readonly LinePeriod[],
  now: readonly LinePeriod[],
  effectiveDate: string,
): string[] {
  const first = before.length === 0 ? effectiveDate : (before[0]?.startDate ?? effectiveDate);
  const lastOf = (periods: readonly LinePeriod[]) =>
    periods.map((period) => period.endDate).reduce(laterDate);
  const ends = [before, now].filter((periods) => periods.length > 0).map(lastOf);
  const last = ends.reduce(earlierDate, "9999-12-31");
  const days = new Set([effectiveDate, ...before.map((p) => p.startDate), ...now.map((p) => p.startDate)]);
  return [...days].filter((day) => day >= first && day <= last);
}

/** Quantity in force on a day; undefined where no row covers it. */
export function quantityOn(periods: readonly LinePeriod[], day: string): string | undefined {
  return periods.find((period) => period.startDate <= day && day <= period.endDate)?.quantity;
}

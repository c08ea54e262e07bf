import { sameQuantities } from "@/lib/operations/line-profile";
import type { LineState } from "@/lib/psa/records";

type Window = { fromDate: string; toDate: string };

const samePrice = (one: string | undefined, other: string | undefined) =>
  one === undefined || other === undefined || one === other;

/** Periods posted meanwhile change what may be written, though no quantity moved. */
function samePosting(one: LineState, other: LineState): boolean {
  const posted = (state: LineState) =>
    state.periods
      .filter((period) => period.postedAt !== undefined)
      .map((period) => period.endDate)
      .sort()
      .at(-1);
  return posted(one) === posted(other);
}

/**
 * What stands in the PSA now, against what the plan expects to find (`expected`) and what it wants (`wanted`, with the
 * prices its steps set): `as_planned` may be sent, `reached` needs no write, `changed` must be planned again. "10 as
 * planned", "12 already", "11 meanwhile".
 *
 * `isBegun`: steps of this line are confirmed already, so that its price may have moved by our own hand.
 */
export function compareLine(
  now: LineState,
  expected: LineState,
  wanted: { state: LineState; prices: readonly { unitPrice?: string; unitCost?: string }[] },
  window: Window,
  isBegun: boolean,
): "as_planned" | "reached" | "changed" {
  const sameContract =
    now.contract.startDate === expected.contract.startDate &&
    now.contract.endDate === expected.contract.endDate &&
    now.contract.isActive === expected.contract.isActive &&
    now.isInBundle === expected.isInBundle;
  const asPlanned =
    sameContract &&
    now.exists === expected.exists &&
    sameQuantities(now.periods, expected.periods, window) &&
    (isBegun ||
      (samePrice(now.unitPrice, expected.unitPrice) && samePrice(now.unitCost, expected.unitCost))) &&
    samePosting(now, expected);
  if (asPlanned) return "as_planned";
  // A line that appeared since the plan may be somebody else's, however well its units fit: who it belongs to is for a
  // new plan to say.
  const isReached =
    expected.exists === now.exists &&
    now.exists === wanted.state.exists &&
    sameQuantities(now.periods, wanted.state.periods, window) &&
    wanted.prices.every(
      (price) =>
        (price.unitPrice === undefined || price.unitPrice === now.unitPrice) &&
        (price.unitCost === undefined || price.unitCost === now.unitCost),
    );
  return isReached ? "reached" : "changed";
}

/** Read-back: whether the PSA shows what was intended; a sentence that names both when it does not. */
export function differenceFrom(wanted: LineState, now: LineState, window: Window): string | undefined {
  if (!now.exists) return "The PSA accepted the change but does not show the line.";
  if (sameQuantities(now.periods, wanted.periods, window)) return undefined;
  const shown = (state: LineState) =>
    state.periods.map((period) => `${period.quantity} from ${period.startDate}`).join(", ");
  return `The PSA shows ${shown(now)} where ${shown(wanted)} was intended.`;
}

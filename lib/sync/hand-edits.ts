import { isPeriodStart } from "@/lib/billing/periods";
import { sayDate } from "@/lib/dates";
import { type Drift, driftsOf, expectedQuantity } from "@/lib/findings/drift";
import { undecidedSentence } from "@/lib/findings/drift-finding";
import type { KnownLine } from "@/lib/findings/line-memory-query";
import { pinOf } from "@/lib/mappings/line-memory";
import { compareDecimals, formatUnitPrice } from "@/lib/money";
import type { LinePlan, PlanWarning } from "@/lib/plans/plan";
import type { PlanLineInput } from "@/lib/plans/plan-line-input";

/**
 * What people decided of a line goes before what was ordered: a pinned value stays, a hand edit that was accepted counts
 * as ours, so that nothing warns of it any more.
 */
export function withDecisions(input: PlanLineInput, known: KnownLine | undefined): PlanLineInput {
  if (!known) return input;
  const pinned = (field: "quantity" | "price" | "cost") => pinOf(known.pins, field)?.value;
  const [quantity, unitPrice, unitCost] = [pinned("quantity"), pinned("price"), pinned("cost")];
  const expected = expectedQuantity(known, input.today);
  return {
    ...input,
    change: {
      ...input.change,
      ...(quantity !== undefined && { quantity }),
      ...(unitPrice !== undefined && { unitPrice }),
      ...(unitCost !== undefined && { unitCost }),
    },
    lastWritten: {
      ...input.lastWritten,
      ...(expected !== undefined && { quantity: expected }),
      ...(unitPrice !== undefined && { unitPrice }),
      ...(unitCost !== undefined && { unitCost }),
    },
  };
}

/**
 * A plan that would write over a hand edit of the quantity writes nothing until somebody has decided; one whose order a
 * pin overrules says so. (A price or cost changed by hand is left alone by the rules of a line themselves.)
 */
export function withheld(
  plan: LinePlan,
  asked: PlanLineInput,
  planned: PlanLineInput,
  known: KnownLine | undefined,
): LinePlan {
  if (!known || plan.refusals.length > 0) return plan;
  const { state, owners, today, words } = planned;
  const drift = driftsOf({ ...known, owners }, state, today).find(({ field }) => field === "quantity");
  const more = [...pinWarnings(asked, planned, known), ...movedWithin(plan, planned)];
  const told = { ...plan, warnings: [...more, ...plan.warnings] };
  if (known.isInDoubt) return told;
  return drift && plan.direction !== "same" ? withoutWrites(told, drift, words) : told;
}

/** A price or cost that moves inside a period: what stands there already keeps the old one until the next. */
function movedWithin(
  { steps }: LinePlan,
  { state, change, cycle, today, currency }: PlanLineInput,
): PlanWarning[] {
  const { startDate } = state.contract;
  const date = change.effectiveDate;
  if (!state.exists || date < startDate || isPeriodStart({ anchorDate: startDate, cycle }, date)) return [];
  const isMoved = (before: string | undefined, after: string | undefined) =>
    before !== undefined && after !== undefined && compareDecimals(before, after) !== 0;
  const priced = steps.find((step) => isMoved(state.unitPrice, step.unitPrice));
  const costed = steps.find((step) => isMoved(state.unitCost, step.unitCost));
  const step = priced ?? costed;
  if (!step) return [];
  // Costs are no figures for everybody's eyes.
  const figures =
    priced === undefined
      ? "cost"
      : `price, ${formatUnitPrice(state.unitPrice ?? "0", currency)} to ${formatUnitPrice(priced.unitPrice ?? "0", currency)},`;
  const sentence =
    `The ${figures} moved inside the period, on ${sayDate(date, today)}. ` +
    `What stands there keeps the old one until ${sayDate(step.effectiveDate, today)}.`;
  return [{ code: "price_moved_in_period", sentence }];
}

function withoutWrites(
  { money, confirmation, ...plan }: LinePlan,
  drift: Drift,
  words: { psa: string },
): LinePlan {
  const refusals = [{ code: "drift_undecided" as const, sentence: undecidedSentence(words, drift) }];
  const nothing = { steps: [], remainders: [], warnings: [], reasons: [], offers: [] };
  return { ...plan, ...nothing, quantities: { before: [], after: [] }, refusals };
}

function pinWarnings(asked: PlanLineInput, planned: PlanLineInput, known: KnownLine): PlanWarning[] {
  const figures = { quantity: "quantity", price: "unitPrice", cost: "unitCost" } as const;
  return (known.pins ?? []).flatMap(({ field, value, reason, by }) => {
    const ordered = asked.change[figures[field]];
    if (ordered === undefined || compareDecimals(ordered, value) === 0) return [];
    if (field !== "quantity" && planned.owners[field] !== "portal") return [];
    const kept = field === "cost" ? "is kept" : `is kept at ${value}`;
    const order = field === "cost" ? "that of the order" : `the ${ordered} of the order`;
    const sentence = `The ${field} ${kept} by ${by} ("${reason}"); ${order} is not written.`;
    return [{ code: "field_pinned" as const, sentence }];
  });
}

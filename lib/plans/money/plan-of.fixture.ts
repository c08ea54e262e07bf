import type { LineState } from "@/lib/psa/records";
import type { LinePlan, PlanStep } from "../plan";
import { planLine } from "../plan-line";
import type { OwnChange } from "../plan-line-input";
import { manyChangesADay, planLineInput } from "../plan-line-input.fixture";
import type { DayOrder } from "./day-orders.fixture";
import type { History } from "./history.fixture";
import { calendarFor } from "./money-psa.fixture";

type Known = {
  state: LineState;
  readFromDate: string;
  today: string;
  takesOffer: boolean;
  /** Last day that was signed off; empty while none was. */
  signedOff: string;
  ownChanges: readonly OwnChange[];
  lastPrice: string | undefined;
};

/** The planner's answer to an order, asked the way the product asks it. */
export function planOf(history: History, order: DayOrder, known: Known): LinePlan {
  const { state, today, ownChanges, readFromDate } = known;
  return planLine(
    planLineInput({
      state,
      readFromDate,
      today,
      ownChanges,
      currency: history.currency,
      cycle: history.cycle,
      ...(known.signedOff !== "" && { closedThroughDate: known.signedOff }),
      ...(known.lastPrice !== undefined && { lastWritten: { unitPrice: known.lastPrice } }),
      catalog: { unitPrice: "20", unitCost: "14" },
      ...(history.changesPerDay === "many" && { capabilities: manyChangesADay }),
      change: {
        type: order.units === 0 ? "cancellation" : state.exists ? "change" : "sales",
        quantity: String(order.units),
        effectiveDate: order.date,
        decreaseFromPeriodStart: known.takesOffer,
        fees: order.fees,
        lineBelongsTo: state.exists ? "this_subscription" : "nobody",
        ...(order.price !== undefined && { unitPrice: order.price }),
        ...(order.prorated !== undefined && {
          prorated: { price: order.prorated, ...restOfPeriod(history, order.date) },
        }),
      },
      settings: {
        proration: history.proration,
        priceSource: "vendor",
        creditOnDecrease: history.credit,
        catchUp: history.catchUp,
        lateOrders: history.lateOrders,
        priceChangesStart: history.priceChangesStart,
      },
    }),
  );
}

function restOfPeriod(history: History, fromDate: string): { fromDate: string; toDate: string } {
  const calendar = calendarFor(history);
  const { last } = calendar.around(calendar.at(fromDate) ?? 0);
  return { fromDate, toDate: calendar.days[last] ?? fromDate };
}

/** A confirmed step as the ledger tells it to the next plan. */
export function ownChangeOf(plan: LinePlan, step: PlanStep): OwnChange {
  const spans = plan.remainders.flatMap(({ kind, fromDate, toDate }) =>
    kind !== "fee" && fromDate !== undefined && toDate !== undefined ? [{ fromDate, toDate }] : [],
  );
  return {
    effectiveDate: step.effectiveDate,
    wantedFromDate: plan.effectiveDate,
    wantedQuantity: plan.quantity,
    quantityBefore: step.quantityBefore,
    quantity: step.quantity,
    ...(step.unitPriceBefore !== undefined && { unitPriceBefore: step.unitPriceBefore }),
    ...(step.unitPrice !== undefined && { unitPrice: step.unitPrice }),
    ...(spans.length > 0 && { oneTime: { spans, isBeginning: plan.quantityBefore === "0" } }),
  };
}

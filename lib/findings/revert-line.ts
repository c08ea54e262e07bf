import type { RecurringCycle } from "@/lib/billing/periods";
import { readWindow } from "@/lib/billing/read-window";
import { quantityOn, timelineOf } from "@/lib/billing/timeline";
import { planLine } from "@/lib/plans/plan-line";
import type { OwnChange } from "@/lib/plans/plan-line-input";
import type { StoredLine } from "@/lib/plans/stored-line";
import type { Connector } from "@/lib/psa/connector";
import { storeLineState } from "@/lib/psa/line-state-json";
import type { LineState } from "@/lib/psa/records";
import type { FindingDetail } from "./finding";
import type { KnownLine } from "./line-memory-query";

/** A line that is written is billed in periods; what is charged once has no line. */
const cycleOf = (line: KnownLine): RecurringCycle => (line.cycle === "one_time" ? "monthly" : line.cycle);

/** From the period before this one, so that a change of ours in it is known. */
export const windowOfRevert = (line: KnownLine, today: string): { fromDate: string; toDate: string } =>
  readWindow({ today, effectiveDate: today, cycle: cycleOf(line) });

/**
 * The line of a plan that brings one field back to what we last wrote: by the rules of any change, so more counts from
 * today, less and prices from the next period.
 */
export function revertLine(input: {
  line: KnownLine;
  detail: FindingDetail;
  state: LineState;
  window: { fromDate: string; toDate: string };
  today: string;
  vendor: string;
  ownChanges: readonly OwnChange[];
  connector: Connector;
}): StoredLine {
  const { line, detail, state, today, connector } = input;
  const { field, ours } = detail;
  const held = quantityOn(timelineOf(state.periods), today);
  const owners = { quantity: "psa", price: "psa", cost: "psa", [field]: "portal" } as const;
  const plan = planLine({
    state,
    readFromDate: input.window.fromDate,
    change: {
      type: "change",
      quantity: field === "quantity" ? ours : held,
      ...(field === "price" && { unitPrice: ours }),
      ...(field === "cost" && { unitCost: ours }),
      effectiveDate: today,
      isFirstRun: false,
      fees: [],
      lineBelongsTo: "this_subscription",
    },
    ownChanges: input.ownChanges,
    settings: {
      proration: "psa",
      priceSource: "vendor",
      pushCost: true,
      creditOnDecrease: false,
      catchUp: "skip_and_report",
      lateOrders: "true_date",
      priceChangesStart: "next_period",
      zeroUnits: "set_to_zero",
    },
    owners,
    today,
    capabilities: connector.capabilities,
    currency: line.currency,
    cycle: cycleOf(line),
    words: {
      psa: connector.vocabulary.psa,
      vendor: input.vendor,
      product: line.productName,
      contract: line.contractName,
      unit: line.unit,
      orders: [],
    },
  });
  return {
    plan,
    before: storeLineState(state),
    window: input.window,
    subject: {
      customerName: line.customerName,
      productName: line.productName,
      contractName: line.contractName,
      psaCompanyName: line.psaCompanyName,
      orders: [],
      unit: line.unit,
      ...(line.endDate !== null && { endDate: line.endDate }),
    },
    currency: line.currency,
  };
}

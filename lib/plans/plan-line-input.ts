import type { Capabilities } from "@/lib/psa/connector";
import type { ChargeTerms, LineState } from "@/lib/psa/records";
import type { LineChangeType, RecurringCycle } from "./plan";

/** Everything a line's plan depends on. Plain values: the same input always gives the same plan. */
export type PlanLineInput = {
  state: LineState;
  /**
   * First day of the window the state was read for; the contract's start when all of it was read. A line that begins
   * after it was created on that day, an earlier first row proves nothing.
   */
  readFromDate: string;
  change: LineChange;
  /**
   * Our confirmed changes of this line, in the order they were confirmed: all that take effect after `today`, and at
   * least those inside the window. They make days unavailable, and future ones are replaced when this change is newer.
   */
  ownChanges: readonly OwnChange[];
  settings: LineSettings;
  owners: { quantity: "portal" | "psa"; price: "portal" | "psa"; cost: "portal" | "psa" };
  /** What we last wrote to the line; absent for a line we have never written to. */
  lastWritten?: { quantity?: string; unitPrice?: string; unitCost?: string };
  /** Business date of the connection's zone of record. */
  today: string;
  /** Last day of the last period that was signed off here, or that is known to be posted beyond this line's own rows. */
  closedThroughDate?: string;
  capabilities: Capabilities;
  /** Whether one-time amounts can be charged; left out while nobody has asked the PSA. */
  charges?: ChargeTerms;
  /** Posted amounts of this connection have agreed with our reckoning, so prorated amounts are no longer estimates. */
  prorationSeenToAgree?: boolean;
  currency: string;
  /** The product's billing cycle, which must equal the contract's. */
  cycle: RecurringCycle;
  /** Price and cost of the catalog item, for a new line whose price the PSA sets. */
  catalog?: { unitPrice?: string; unitCost?: string };
  words: LineWords;
};

/** What is known of a line before anybody asks for a change; enough to take one back. */
export type LineFacts = Omit<PlanLineInput, "change" | "settings" | "owners">;

export type LineChange = {
  type: LineChangeType;
  /** Wanted total after factor, allowance and minimum; "0" for a cancellation. */
  quantity: string;
  /** From the order through the price rules; left out when the order brings none. */
  unitPrice?: string;
  unitCost?: string;
  /** D: the order line's date, else the business date of the order. For a cancellation the first day not used. */
  effectiveDate: string;
  /** A person chose this date: it is never moved, only refused. */
  isDateChosen?: boolean;
  /** Taken offer "from the start of the period": the decrease applies from D, the first day of its period. */
  decreaseFromPeriodStart?: boolean;
  subscriptionStartDate?: string;
  isFirstRun: boolean;
  /** The vendor's own proration; its amounts stand for ours when the vendor prorates. Decimal text. */
  prorated?: { price: string; cost?: string; fromDate: string; toDate: string };
  fees: readonly LineFee[];
  /** Only for usage: one figure for the period from its first day, or each change from its own day on. */
  usageDates?: "period_figure" | "follow";
  /** Whose the line is that stands on the contract already. */
  lineBelongsTo: "nobody" | "this_subscription" | "another_subscription";
  /** A line of its own for an item that already stands on the contract. */
  isRepeat?: boolean;
};

export type LineFee = {
  kind: string;
  quantity: string;
  unitPrice: string;
  unitCost?: string;
  text?: string;
  /** The day it counts from; else the change's. */
  date?: string;
  /** What it is, whichever plan it is in. */
  source?: string;
};

export type OwnChange = {
  /** The day it took or takes effect in the PSA. */
  effectiveDate: string;
  /** The effective date of the order behind it. A later one than the present change's is not replaced by it. */
  wantedFromDate: string;
  /** The total that order wanted (`quantity` can differ where a day was already taken). */
  wantedQuantity: string;
  quantityBefore: string;
  quantity: string;
  unitPriceBefore?: string;
  unitPrice?: string;
  unitCostBefore?: string;
  unitCost?: string;
  /**
   * Days for which its difference was charged (credited, reported) once instead of standing on the line; whether nothing
   * was billed before.
   */
  oneTime?: { spans: readonly { fromDate: string; toDate: string }[]; isBeginning: boolean };
};

/** Billing settings as resolved for this line: task over customer over connection over deployment. */
export type LineSettings = {
  proration: "psa" | "vendor" | "none";
  priceSource: "psa" | "vendor";
  pushCost: boolean;
  creditOnDecrease: boolean;
  catchUp: "one_time_charge" | "skip_and_report";
  lateOrders: "true_date" | "start_of_current_period";
  priceChangesStart: "next_period" | "current_period";
  zeroUnits: "set_to_zero" | "one_unit_free" | "end_line_or_contract";
};

/** Names for sentences. */
export type LineWords = {
  psa: string;
  vendor: string;
  product: string;
  contract: string;
  /** The product's unit: "seat", "server", "GB", "each". */
  unit: string;
  /** Orders behind the change, as shown: "1000311 (SO000311)". Empty on a first run. */
  orders: readonly string[];
};

import type { RecurringCycle } from "@/lib/billing/periods";
import type { Direction } from "@/lib/billing/quantity-rule";
import type { Charge, LineAddress, LineTarget } from "@/lib/psa/records";

export type { RecurringCycle } from "@/lib/billing/periods";
export type { Direction } from "@/lib/billing/quantity-rule";

/**
 * What a plan says of one contract line. Plain JSON: quantities and unit prices are canonical decimal text, final
 * amounts are whole minor units as decimal text ("1935" with currency GBP is 19.35), dates are calendar dates. So a
 * line can be stored, hashed, exported and compared without a reviver.
 */

export type LineChangeType = "sales" | "change" | "billing" | "cancellation";

/** `estimate`: the PSA works the amount out by itself and has not yet been seen to agree with ours. */
export type Exactness = "exact" | "estimate";

/** What taking a step back means; the table of undo classes in `undo-note.ts` decides. */
export type UndoClass = "full" | "compensating" | "partial" | "not_possible";

export type UndoNote = {
  class: UndoClass;
  /** First day on which the opposite change can take effect; absent when there is none. */
  fromDate?: string;
  /** What stays billed (positive) or unbilled (negative) between the step's date and `fromDate`. */
  staysBilledMinor?: string;
  sentence: string;
};

export type StepMoney = {
  currency: string;
  /** Effect on everything billed up to the end of the current contract period, open earlier periods included. */
  currentPeriodMinor: string;
  /** Effect on the recurring amount of one whole contract period of `cycle`. */
  recurringDeltaMinor: string;
  cycle: RecurringCycle;
  exactness: Exactness;
};

/**
 * One write. Steps are applied in the order of the list, and each means "+(quantity - quantityBefore) from
 * effectiveDate on": whatever already stands on later days moves by the same difference. It is a `LineTarget`, so the
 * port takes it as it is. A price or cost that is left out stays as it is.
 */
export type PlanStep = LineTarget & {
  kind: "set_line_quantity" | "set_line_price";
  /** Price and cost of one unit before the step, where they are known. */
  unitPriceBefore?: string;
  unitCostBefore?: string;
  createsLine: boolean;
  /** Absent when no price is known: never shown or added up as zero. */
  money?: StepMoney;
  undo: UndoNote;
  sentence: string;
};

/** The write that a one-time amount becomes: a charge on the line's contract. */
export type RemainderCharge = Charge & {
  kind: "add_charge" | "remove_charge";
  /** The charge that is taken away. */
  psaChargeId?: string;
  /** What it is for, so that a second plan of the same order does not charge it again. */
  source?: string;
  /** The operation that it takes back. */
  undoes?: string;
  undo: UndoNote;
  /** What is said where the PSA refuses it. */
  ifRefused: string;
};

/** A one-time amount: written as a charge, or, where there is none, shown and left to do by hand. */
export type Remainder = {
  kind: "fee" | "vendor_proration" | "catch_up" | "credit" | "missed_posted_period" | "taken_back";
  /** The kind of fee as the order gave it ("setup"); only on fees. */
  feeKind?: string;
  /** Negative for credits. Absent when no price is known. */
  amountMinor?: string;
  costMinor?: string;
  currency: string;
  /** Days the amount is for, both inclusive; a fee has none. */
  fromDate?: string;
  toDate?: string;
  /** Text for the invoice: "2 seats 17-31 March". */
  text: string;
  sentence: string;
  arithmetic: readonly string[];
  /** Absent: nothing is written for it. */
  charge?: RemainderCharge;
};

export type WarningCode =
  | "type_corrected"
  | "date_before_start"
  | "date_moved_to_open_period"
  | "date_moved_same_day"
  | "late_order_moved"
  | "contract_ends_first"
  | "price_changed_in_psa"
  | "cost_changed_in_psa"
  | "quantity_changed_in_psa"
  | "quantity_owned_by_psa"
  | "field_pinned"
  | "price_moved_in_period"
  | "future_change_replaced"
  | "price_of_adopted_line"
  | "price_rounded"
  | "price_unknown"
  | "ended_at_price_zero"
  | "no_line_to_end"
  | "line_gone";

/** Something a person should look at. A plan with a warning is never applied by a machine alone. */
export type PlanWarning = { code: WarningCode; sentence: string; amountMinor?: string };

export type RefusalReason =
  | "no_open_period"
  | "date_out_of_range"
  | "after_contract_end"
  | "decimals_not_allowed"
  | "negative_quantity"
  | "currency_differs"
  | "cycle_differs"
  | "cycle_unknown"
  | "contract_kind"
  | "contract_inactive"
  | "in_bundle"
  | "line_taken"
  | "state_not_read"
  | "psa_does_not_prorate"
  | "ending_by_contract"
  | "period_posted"
  | "below_zero"
  | "nothing_to_undo"
  | "drift_undecided"
  | "left_out";

/** Why nothing may be planned. A plan with a refusal has no steps. */
export type PlanRefusal = { code: RefusalReason; sentence: string };

/** Answers "why this number?"; stored with the plan and never worked out again. */
export type Reason = {
  subject: "quantity" | "date" | "price" | "amount";
  /** One sentence that can be read to a customer. */
  sentence: string;
  /** "2 x 20.00 x 15/31 = 19.35 GBP", line by line. */
  arithmetic: readonly string[];
  /** The rule by a short stable name, for help and tests ("up-in-current-period"). */
  rule: string;
};

/** A whole contract period and what the line bills in it, before and after the plan. */
export type PeriodMoney = { startDate: string; endDate: string; beforeMinor: string; afterMinor: string };

export type LineMoney = {
  currency: string;
  cycle: RecurringCycle;
  currentPeriodMinor: string;
  recurringDeltaMinor: string;
  /** `recurringDeltaMinor` times the periods of a year. */
  perYearMinor: string;
  /** Sum of the remainders to be charged whose amount is known; what is only reported as missed is left out. */
  oneTimeMinor: string;
  /** Absent when the contract ends with the current period. */
  nextPeriod?: PeriodMoney;
  exactness: Exactness;
};

/** "From this day on, this many"; the list is ascending and each entry holds until the next. */
export type QuantityFrom = { fromDate: string; quantity: string };

/** A choice the wizard offers with one click; taking it means planning again with the date chosen. */
export type PlanOffer = { kind: "decrease_from_period_start"; date: string; sentence: string };

export type LinePlan = {
  address: LineAddress;
  /** By content, which may differ from what the order said. */
  type: LineChangeType;
  direction: Direction;
  /** The day the change counts from (after any move that a warning names); steps carry their own dates. */
  effectiveDate: string;
  /** In force on the later of today and the effective date. */
  quantityBefore: string;
  /** The wanted total. */
  quantity: string;
  /** A line that stood in the PSA without belonging to a subscription of ours is taken over. */
  adoptsLine: boolean;
  steps: readonly PlanStep[];
  /** What the PSA must show from the first step's day on, before and after; read-back compares with `after`. */
  quantities: { before: readonly QuantityFrom[]; after: readonly QuantityFrom[] };
  remainders: readonly Remainder[];
  warnings: readonly PlanWarning[];
  refusals: readonly PlanRefusal[];
  reasons: readonly Reason[];
  offers: readonly PlanOffer[];
  /** Agreed price of one unit before the first step and after the last, where known. */
  unitPrices?: { before?: string; after?: string };
  unitCosts?: { before?: string; after?: string };
  /** The contract period that "this period" speaks of. */
  currentPeriod?: { startDate: string; endDate: string };
  /** Absent when no price is known, or nothing may be planned. */
  money?: LineMoney;
  /** Dates a person may choose from; `toDate` is absent for an open-ended contract. */
  dateBounds?: { fromDate: string; toDate?: string };
  /** Last day that is billed, for a cancellation. */
  lastBilledDate?: string;
  /** A question that a person must answer with yes before the plan may be approved. */
  confirmation?: string;
  /** "10 to 12 seats from 17 March". */
  sentence: string;
};

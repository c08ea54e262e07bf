import { periodsPerYear } from "@/lib/billing/periods";
import type { LineField } from "@/lib/mappings/line-memory";
import { isNegative, multiplyDecimals, negateDecimal, shareOfPeriodMinor } from "@/lib/money";
import type { BillingCycle } from "@/lib/psa/records";

/** What can be found; the class says which way the money goes. */
export const findingClasses = [
  "unbilled",
  "under",
  "over",
  "ended_still_billed",
  "price_differs",
  "cost_differs",
  "below_margin",
  "unmapped_customer",
  "unmapped_product",
  "unmapped_fee",
  "twin",
  "orphan",
  "currency",
  "cycle",
  "contract_kind",
  "bundle",
  "contract_ending",
  "contract_missing",
  "missed_posted_period",
  "usage_missing",
  "usage_orphan",
  "usage_late",
  "company_broken",
  "ticket_link_broken",
  "unused_paid",
  "invoice_differs",
  "drift",
] as const;
export type FindingClass = (typeof findingClasses)[number];

export const findingStates = ["open", "muted", "closed"] as const;
export type FindingState = (typeof findingStates)[number];

/** Our records and the PSA's that a finding is about. */
export type FindingIds = {
  taskId?: string;
  planId?: string;
  lineLinkId?: string;
  psaContractId?: string;
  psaLineId?: string;
};

/** Drift: what stood in the field before, what we last wrote, what stands there now. */
export type FindingDetail = { field: LineField; before: string; ours: string; now: string };

/** Something found now; opening it twice is opening it once. */
export type Found = {
  class: FindingClass;
  subject: string;
  ids: FindingIds;
  connectionId: string;
  customerId?: string | null;
  subscriptionId?: string | null;
  money?: { amountMinor: bigint; currency: string };
  isOnce?: boolean;
  isAboutCost?: boolean;
  sentence: string;
  reason?: string | null;
  cause?: string;
  detail?: FindingDetail;
};

export const taskSubject = (taskId: string): string => `task:${taskId}`;
export const lineSubject = (lineLinkId: string, field: LineField): string => `line:${lineLinkId}:${field}`;

/** What a difference is worth per month, without its sign: 25 against 22 at 9.40 a month is 28.20, a seat of 120 a year 10.00. */
export function perMonth(
  worth: { quantity: string; unitPrice: string | undefined },
  cycle: BillingCycle,
  currency: string,
): Found["money"] {
  if (worth.unitPrice === undefined) return undefined;
  const value = multiplyDecimals(worth.quantity, worth.unitPrice);
  const size = isNegative(value) ? negateDecimal(value) : value;
  return {
    amountMinor: shareOfPeriodMinor(size, cycle === "one_time" ? 1 : 12 / periodsPerYear(cycle), currency),
    currency,
  };
}

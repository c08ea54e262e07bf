import type { LinePlan } from "./plan";

/** What a plan does to a line, in one word for a table. */
export type LineDetail =
  | "new_sale"
  | "upgrade"
  | "downgrade"
  | "price_only"
  | "fee"
  | "unchanged"
  | "ends"
  | "not_possible"
  | "left_out";

/** By content: 12 sold against 12 standing is unchanged, whatever the order calls itself. */
export function lineDetail(plan: LinePlan): LineDetail {
  const [refusal] = plan.refusals;
  if (refusal) return refusal.code === "left_out" ? "left_out" : "not_possible";
  if (plan.steps.length === 0 && plan.remainders.every(({ kind }) => kind === "missed_posted_period")) {
    return "unchanged";
  }
  if (plan.direction === "down") return plan.type === "cancellation" ? "ends" : "downgrade";
  if (plan.direction === "up") return plan.steps.some((step) => step.createsLine) ? "new_sale" : "upgrade";
  if (plan.steps.some((step) => step.unitPrice !== undefined)) return "price_only";
  const isOnce = plan.remainders.some(({ kind, charge }) => kind === "fee" || charge !== undefined);
  return plan.steps.length === 0 && isOnce ? "fee" : "unchanged";
}

import type { LineAddress } from "@/lib/psa/records";
import type { LineMoney, LinePlan, PlanRefusal } from "./plan";
import type { LineFacts } from "./plan-line-input";
import type { UndoneCharge } from "./undo-charge";

/** The plan of a line of which only charges are taken back: its quantity stays as it is. */
export function chargesPlan({ state, today }: LineFacts, address: LineAddress): LinePlan {
  const quantity =
    state.periods.find(({ startDate, endDate }) => startDate <= today && today <= endDate)?.quantity ?? "0";
  return {
    address,
    type: "change",
    direction: "same",
    effectiveDate: today,
    quantityBefore: quantity,
    quantity,
    adoptsLine: false,
    steps: [],
    quantities: { before: [], after: [] },
    remainders: [],
    warnings: [],
    refusals: [],
    reasons: [],
    offers: [],
    sentence: "Taken back: what was charged once",
  };
}

/** Adds what becomes of the charges. Where nothing of the line can be taken back, the plan is refused and says why. */
export function withCharges(plan: LinePlan, undone: readonly UndoneCharge[], facts: LineFacts): LinePlan {
  const remainders = undone.map(({ remainder }) => remainder);
  const writes = plan.steps.length + remainders.filter(({ charge }) => charge).length;
  const refusals: PlanRefusal[] =
    writes > 0 ? [] : remainders.slice(0, 1).map(({ sentence }) => ({ code: "nothing_to_undo", sentence }));
  const once = remainders.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor ?? "0"), 0n);
  const base = plan.money ?? (plan.steps.length === 0 ? nothingRecurring(facts) : undefined);
  const questions = [plan.confirmation, ...undone.map(({ confirmation }) => confirmation)].flatMap(
    (question) => question ?? [],
  );
  return {
    ...plan,
    remainders,
    refusals,
    reasons: [
      ...plan.reasons,
      ...remainders.map(({ sentence }) => ({
        subject: "amount" as const,
        sentence,
        arithmetic: [],
        rule: "undo",
      })),
    ],
    ...(base && { money: { ...base, oneTimeMinor: once.toString() } }),
    ...(questions.length > 0 && { confirmation: questions.join(" ") }),
  };
}

const nothingRecurring = ({ currency, cycle }: LineFacts): LineMoney => ({
  currency,
  cycle,
  currentPeriodMinor: "0",
  recurringDeltaMinor: "0",
  perYearMinor: "0",
  oneTimeMinor: "0",
  exactness: "exact",
});

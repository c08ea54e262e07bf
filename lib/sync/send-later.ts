import { addDays, earlierDate, sayDate } from "@/lib/dates";
import type { LinePlan } from "@/lib/plans/plan";

export type HeldSettings = { nextPeriodChanges: "at_once" | "held"; heldDaysBefore: number };

/**
 * The day on which an approved line is sent, where that is not at once: less units and other prices that count from a
 * later period are kept until some days before it, so that more orders of the month can still join them. A decrease of
 * 17 March that counts from 1 April goes, two days before, on 30 March.
 */
export function sendLaterOn(
  plan: Pick<LinePlan, "direction" | "steps" | "currentPeriod">,
  settings: HeldSettings,
  today: string,
): string | undefined {
  const { direction, steps, currentPeriod } = plan;
  const [first] = steps;
  if (settings.nextPeriodChanges !== "held" || direction === "up" || !first || !currentPeriod)
    return undefined;
  const from = steps.map((step) => step.effectiveDate).reduce(earlierDate, first.effectiveDate);
  if (from <= currentPeriod.endDate) return undefined;
  const day = addDays(from, -settings.heldDaysBefore);
  return day > today ? day : undefined;
}

/** "Goes to {psa} on 30 March, effective 1 April." */
export function sayLater(day: string, plan: Pick<LinePlan, "steps">, psa: string, today: string): string {
  const [first] = plan.steps;
  const effective = first ? `, effective ${sayDate(first.effectiveDate, today)}` : "";
  return `Goes to ${psa} on ${sayDate(day, today)}${effective}.`;
}

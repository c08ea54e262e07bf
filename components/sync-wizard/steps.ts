import type { Wizard } from "@/lib/sync/wizard-wire";

export type Step = Wizard["steps"][number]["step"];

export const stepNames: Record<Step, string> = {
  customer: "Customer",
  product: "Product",
  contract: "Contract",
  lines: "Lines",
  confirm: "Confirm",
};

const order: readonly Step[] = ["customer", "product", "contract", "lines", "confirm"];

export const isStep = (text: string): text is Step => (order as readonly string[]).includes(text);

/** The first step that is not settled; where everything is, the last one. */
export const firstOpen = (steps: Wizard["steps"]): Step =>
  steps.find(({ isSettled }) => !isSettled)?.step ?? "confirm";

/** The next step that needs somebody, leaving out those that are settled. */
export function stepAfter(step: Step, steps: Wizard["steps"]): Step {
  const later = steps.slice(order.indexOf(step) + 1);
  return (later.find(({ isSettled }) => !isSettled) ?? later.at(-1))?.step ?? "confirm";
}

export const stepBefore = (step: Step): Step | undefined => order[order.indexOf(step) - 1];

/** Settled ones, and those up to the first that is not. */
export const canOpenStep = (step: Step, steps: Wizard["steps"]): boolean =>
  order.indexOf(step) <= order.indexOf(firstOpen(steps)) ||
  (firstOpen(steps) === "lines" && step === "confirm");

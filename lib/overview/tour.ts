import { type Step, type Steps, stepsOf } from "./steps";
import type { TourFacts } from "./tour-query";

/** The two stories of the demo that the tour follows. */
export const tourStory = { vendorOrderId: "1000311", twinName: "Harrow Joinery" };

/**
 * The guided tour of the demo, as far as its stories are there. `lookedAt`: operations whose requests this browser has
 * opened in the sandbox. Null for partners that have none of the stories.
 */
export function tourSteps(facts: TourFacts, lookedAt: readonly string[]): Steps | null {
  const steps = [...saleSteps(facts.sale, lookedAt), ...twinSteps(facts.twin)];
  return steps.length === 0 ? null : stepsOf(steps);
}

function saleSteps(sale: TourFacts["sale"], lookedAt: readonly string[]): Step[] {
  if (!sale) return [];
  const { taskId, planId, operationId } = sale;
  const isWritten = sale.operationState === "confirmed";
  return [
    {
      key: "walk_sale",
      title: "Walk Calder LLC's sale through the wizard",
      detail: isWritten ? "Applied and read back" : "12 seats of Office Suite Standard wait for you",
      isDone: isWritten,
      href: `/sync/wizard/${taskId}`,
    },
    {
      key: "look_at_psa",
      title: "Look at what the PSA received",
      detail: isWritten ? "The request as it arrived, one write and no more" : "After the sale is applied",
      isDone: operationId !== null && lookedAt.includes(operationId),
      href: isWritten && operationId !== null ? `/sandbox/requests?operation=${operationId}` : null,
    },
    {
      key: "undo",
      title: "Undo it",
      detail: sale.isUndone ? "Taken back, and the PSA agrees" : "See first from which day it goes back",
      isDone: sale.isUndone,
      href: isWritten && planId !== null ? `/sync/plans/${planId}` : null,
    },
  ];
}

function twinSteps(twin: TourFacts["twin"]): Step[] {
  if (!twin) return [];
  return [
    {
      key: "choose_twin",
      title: "Choose between the two Harrow Joinery companies",
      detail: twin.isMapped ? "Mapped" : "Two companies have nearly the same name: you know which one it is",
      isDone: twin.isMapped,
      href: `/customer-map?search=${encodeURIComponent(twin.customerName)}`,
    },
  ];
}

import { type Amount, sayPerMonth } from "./month-money";
import type { Standing } from "./standing-query";
import type { Steps } from "./steps";

/**
 * How things stand in one sentence: "28 of 33 customers in step; 5 need you: 74.20 GBP per month." Before the first
 * check there is nothing to compare, so it says how far setting up is.
 */
export function headline(told: {
  customers: Standing["customers"];
  atStake: readonly Amount[];
  hasConnection: boolean;
  hasChecked: boolean;
  setup: Steps | null;
}): string {
  const { customers, setup } = told;
  if (!told.hasConnection) {
    return customers.total === 0
      ? "No PSA is connected, and no customer has come in yet."
      : `No PSA is connected yet. ${count(customers.total, "customer waits", "customers wait")} to be billed.`;
  }
  if (!told.hasChecked && setup) {
    const next = setup.steps.find((step) => !step.isDone);
    return `Set-up: ${setup.done} of ${setup.steps.length} steps done.${next ? ` Next: ${lowerFirst(next.title)}.` : ""}`;
  }
  if (customers.total === 0) return "No customer holds anything yet, so there is nothing to keep in step.";
  const inStep = customers.total - customers.needPerson - customers.underWay;
  if (inStep === customers.total) return `${all(customers.total)} in step.`;
  const parts = [`${inStep} of ${count(customers.total, "customer", "customers")} in step`];
  if (customers.needPerson > 0) {
    const money = sayPerMonth(told.atStake);
    parts.push(
      `${customers.needPerson} ${customers.needPerson === 1 ? "needs" : "need"} you${money ? `: ${money}` : ""}`,
    );
  }
  if (customers.underWay > 0) parts.push(`${customers.underWay} under way`);
  return `${parts.join("; ")}.`;
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;
const all = (number: number): string =>
  number === 1 ? "The one customer is" : number === 2 ? "Both customers are" : `All ${number} customers are`;
const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

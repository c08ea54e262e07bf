import type { MissingMapping, SyncTaskState } from "@/db/schema/sync";

export const wizardSteps = ["customer", "product", "contract", "lines", "confirm"] as const;
export type WizardStep = (typeof wizardSteps)[number];

export type WizardTask = {
  id: string;
  number: number;
  state: SyncTaskState;
  sentence: string;
  missing: MissingMapping[];
  productName: string;
  subscriptionId: string;
};

export type StepState = { step: WizardStep; isSettled: boolean; why: string };

/**
 * Which steps of the wizard are settled and why. A mapping that stands settles its step, whoever made it; lines and
 * confirmation are settled once the task is through.
 */
export function stepStates(of: {
  state: SyncTaskState;
  customer: { name: string; mappingState: string | null; companyName: string | null };
  product: { name: string; mappingState: string | null; itemName: string | null };
  contract: { name: string | null };
  vocabulary: { psa: string; company: string; catalogItem: string; contract: string };
}): StepState[] {
  const { customer, product, contract, vocabulary } = of;
  const isThrough = of.state === "applied";
  const isCustomerMapped = customer.mappingState === "mapped";
  const isProductMapped = product.mappingState === "mapped";
  return [
    {
      step: "customer",
      isSettled: isCustomerMapped,
      why: isCustomerMapped
        ? `${customer.name} is ${vocabulary.company} '${customer.companyName}' in ${vocabulary.psa}.`
        : `${customer.name} is not mapped to a ${vocabulary.company} yet.`,
    },
    {
      step: "product",
      isSettled: isProductMapped,
      why: isProductMapped
        ? `'${product.name}' is ${vocabulary.catalogItem} '${product.itemName}' in ${vocabulary.psa}.`
        : `'${product.name}' is not mapped to a ${vocabulary.catalogItem} yet.`,
    },
    {
      step: "contract",
      isSettled: contract.name !== null,
      why: contract.name === null ? "No contract is chosen yet." : `It stands on '${contract.name}'.`,
    },
    { step: "lines", isSettled: isThrough, why: isThrough ? "It is applied." : "To be looked at." },
    { step: "confirm", isSettled: isThrough, why: isThrough ? "It is applied." : "Nothing is written yet." },
  ];
}

/** "Sales: Office Suite Standard, 12 seats for Calder LLC from 17 March - order 1000311 (SO000311)". */
export function wizardTitle(task: {
  type: string;
  origin: string;
  productName: string;
  sentence: string;
  customerName: string;
  orders: readonly string[];
}): string {
  const at = task.sentence.search(/ (?:from|as held on) /);
  const [what, when] = at < 0 ? [task.sentence, ""] : [task.sentence.slice(0, at), task.sentence.slice(at)];
  const kind = `${task.type.slice(0, 1).toUpperCase()}${task.type.slice(1)}`;
  const orders = task.orders.length === 0 ? "" : ` - order ${task.orders.join(", ")}`;
  return `${kind}: ${task.productName}, ${what} for ${task.customerName}${when}${orders || originWord(task.origin)}`;
}

const originWord = (origin: string): string => (origin === "first_run" ? " - first run" : "");

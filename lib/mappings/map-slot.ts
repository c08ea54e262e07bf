import type { ContractSlot } from "./contract-slot-query";
import { cycleWord } from "./cycle-words";

/** One contract cell of the Customer Map: what a customer holds of one cycle and currency, and where it stands. */
export type MapSlot = Pick<
  ContractSlot,
  "billingCycle" | "currency" | "subscriptions" | "unlinked" | "billed" | "contracts" | "mark"
> & {
  /** "monthly", and with the currency where the customer has the cycle in several: "monthly, EUR". */
  label: string;
  /** From when a contract has to hold: the earliest change that waits, else today. */
  effectiveDate: string;
};

export function mapSlots(slots: readonly ContractSlot[], today: string): MapSlot[] {
  return slots.map((slot) => {
    const { billingCycle, currency, subscriptions, unlinked, billed, contracts, mark } = slot;
    const isOnly = slots.filter((other) => other.billingCycle === billingCycle).length === 1;
    return {
      billingCycle,
      currency,
      subscriptions,
      unlinked,
      billed,
      contracts,
      mark,
      label: isOnly ? cycleWord(billingCycle) : `${cycleWord(billingCycle)}, ${currency}`,
      effectiveDate: slot.waitingFromDate ?? today,
    };
  });
}

import { sayDate } from "@/lib/dates";
import type { BillingCycle } from "@/lib/psa/records";
import { cycleWord } from "./cycle-words";

export type FitContract = {
  psaCompanyId: string;
  name: string;
  kindName: string;
  isRecurring: boolean;
  isActive: boolean;
  cycle?: string | null;
  currency?: string | null;
  startDate: string;
  endDate?: string | null;
};

export type FitSubscription = {
  billingCycle: BillingCycle;
  currency: string;
  /** Earliest date of a change that waits, else today. */
  effectiveDate: string;
  psaCompanyId: string;
};

export type Misfit = {
  reason: "kind" | "inactive" | "cycle" | "currency" | "starts_later" | "ended" | "company";
  message: string;
};

/**
 * The first reason why a contract cannot take a subscription; `undefined` when it fits. A contract that starts
 * after the change fits once somebody has said "use its start": the plan then counts from there.
 */
export function contractMisfit(
  contract: FitContract,
  subscription: FitSubscription,
  words: { psa: string; today: string; isStartAccepted?: boolean },
): Misfit | undefined {
  const { name: c } = contract;
  const day = (date: string) => sayDate(date, words.today);
  if (!contract.isRecurring) {
    return {
      reason: "kind",
      message: `Contract '${c}' is of type ${contract.kindName}. Only recurring service contracts can take services.`,
    };
  }
  if (!contract.isActive) {
    return {
      reason: "inactive",
      message: `Contract '${c}' is not active. Activate it in ${words.psa}, or choose another contract.`,
    };
  }
  if (contract.cycle !== subscription.billingCycle) {
    const wanted = cycleWord(subscription.billingCycle);
    return {
      reason: "cycle",
      message:
        `This subscription is billed ${wanted}; '${c}' is billed ${cycleWord(contract.cycle)}. ` +
        `Choose a ${wanted} contract or create one.`,
    };
  }
  if (!contract.currency) {
    return {
      reason: "currency",
      message: `The currency of contract '${c}' is not known. Set the currency of the connection in its settings.`,
    };
  }
  if (contract.currency !== subscription.currency) {
    return {
      reason: "currency",
      message:
        `The order is in ${subscription.currency}, the contract in ${contract.currency}. Amounts are never converted; ` +
        `choose a contract in ${subscription.currency} or change the company's currency in ${words.psa}.`,
    };
  }
  if (contract.startDate > subscription.effectiveDate && !words.isStartAccepted) {
    const start = day(contract.startDate);
    return {
      reason: "starts_later",
      message:
        `The contract starts on ${start}; the subscription on ${day(subscription.effectiveDate)}. ` +
        `Use ${start}, or change the contract's start in ${words.psa}.`,
    };
  }
  if (contract.endDate && contract.endDate < subscription.effectiveDate) {
    return {
      reason: "ended",
      message:
        `Contract '${c}' ends on ${day(contract.endDate)}, before the change from ${day(subscription.effectiveDate)}. ` +
        `Extend it in ${words.psa}, or choose another contract.`,
    };
  }
  if (contract.psaCompanyId !== subscription.psaCompanyId) {
    return {
      reason: "company",
      message: `Contract '${c}' belongs to company ${contract.psaCompanyId}, not to ${subscription.psaCompanyId}. Choose a contract of the mapped company.`,
    };
  }
  return undefined;
}

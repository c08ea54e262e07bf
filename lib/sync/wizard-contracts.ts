import { contractMisfit } from "@/lib/mappings/contract-fit";
import { contractRecurringOf } from "@/lib/plans/contract-recurring";
import type { MirroredLine } from "@/lib/plans/plan-contracts-query";
import type { BillingCycle } from "@/lib/psa/records";
import type { MirroredContract } from "./wizard-query";

export type WizardContract = MirroredContract & {
  /** What it bills in one period now, as last read; absent where a price is not known. */
  recurringMinor?: string;
  lines: number;
  misfit: { reason: string; message: string } | null;
};

/**
 * The contracts a task may stand on, those that fit first, and the one that is chosen beforehand: the vendor's hint, or
 * the only one that fits.
 */
export function wizardContracts(
  contracts: readonly MirroredContract[],
  lines: ReadonlyMap<string, readonly MirroredLine[]>,
  wanted: {
    billingCycle: BillingCycle;
    currency: string;
    effectiveDate: string;
    psaCompanyId: string;
    psa: string;
    today: string;
    hint?: string | undefined;
  },
): { contracts: WizardContract[]; choice: string | null; whyChosen: string | null } {
  const judged = contracts.map((contract): WizardContract => {
    const own = lines.get(contract.psaContractId) ?? [];
    const recurringMinor = contract.currency ? contractRecurringOf(own, contract.currency) : undefined;
    return {
      ...contract,
      lines: own.length,
      ...(recurringMinor !== undefined && { recurringMinor }),
      misfit: contractMisfit(contract, wanted, wanted) ?? null,
    };
  });
  const fitting = judged.filter(({ misfit }) => misfit === null);
  const sorted = [...fitting, ...judged.filter(({ misfit }) => misfit !== null)];
  const hinted = fitting.find(({ psaContractId }) => psaContractId === wanted.hint);
  if (hinted) {
    return {
      contracts: sorted,
      choice: hinted.psaContractId,
      whyChosen: "chosen because the order names it",
    };
  }
  const [only] = fitting.length === 1 ? fitting : [];
  return {
    contracts: sorted,
    choice: only?.psaContractId ?? null,
    whyChosen: only ? "chosen because it is the only one that fits" : null,
  };
}

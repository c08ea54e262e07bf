import type { BillingCycle } from "@/lib/psa/records";
import { cycleWord } from "./cycle-words";

export type FitItem = { name: string; cycle?: string | null; isActive: boolean; isBundle: boolean };

/** Why a product cannot be mapped to this catalog item: bundles, inactive ones, another cycle. */
export function itemMisfit(
  item: FitItem,
  product: { billingCycle: BillingCycle },
  words: { psa: string; catalogItem: string },
): string | undefined {
  const kind = words.catalogItem.toLowerCase();
  if (item.isBundle) {
    return (
      `'${item.name}' is a bundle. Only ${kind}s attached directly to the contract can be synced. ` +
      `Choose a single ${kind}.`
    );
  }
  if (!item.isActive) {
    return `'${item.name}' is inactive in ${words.psa}. Activate it there, or choose another ${kind}.`;
  }
  if (item.cycle !== product.billingCycle) {
    const wanted = cycleWord(product.billingCycle);
    return `'${item.name}' is billed ${cycleWord(item.cycle)}, the product ${wanted}. Pick a ${wanted} ${kind}.`;
  }
  return undefined;
}

export function itemTaken(itemName: string, productName: string): string {
  return `'${itemName}' is already used by '${productName}'. Switch on 'many products to one' to share it.`;
}

import type { MappingState } from "@/db/schema/mappings";
import type { MissingMapping } from "@/db/schema/sync";

/** What is known of the mappings that one subscription needs, as the tables hold it. */
export type MappingFacts = {
  customer?: MappingState;
  product?: MappingState;
  hasContract: boolean;
  /** The vendor's own flag on the customer: billed elsewhere. */
  isBillingExcluded: boolean;
};

export type Resolution =
  | { kind: "excluded"; because: "customer" | "product" }
  | { kind: "mapped" }
  | { kind: "incomplete"; missing: readonly MissingMapping[] };

/**
 * Ours to theirs, or what is missing. An excluded customer (`do_not_map`) and a product that is never synced (`free`)
 * make no tasks at all; a broken mapping counts as missing, because nothing may be written to a company that no longer
 * answers. Several things can be missing at once: the wizard walks them in this order.
 */
export function resolveMappings(facts: MappingFacts): Resolution {
  if (facts.customer === "do_not_map" || facts.isBillingExcluded)
    return { kind: "excluded", because: "customer" };
  if (facts.product === "free" || facts.product === "do_not_map")
    return { kind: "excluded", because: "product" };
  const missing: MissingMapping[] = [];
  if (facts.customer !== "mapped") missing.push("customer");
  if (facts.product !== "mapped") missing.push("product");
  if (!facts.hasContract) missing.push("contract");
  return missing.length === 0 ? { kind: "mapped" } : { kind: "incomplete", missing };
}

import type { LineAddress } from "@/lib/psa/records";

/**
 * The natural key of a contract line: whoever writes to it holds a lock by this name. A line that does not exist yet is
 * known by contract and item, so that two plans cannot create it twice.
 */
export function lockKeyOf(address: LineAddress): string {
  return `${address.psaContractId}:${address.psaItemId}:${address.psaLineId ?? "new"}`;
}

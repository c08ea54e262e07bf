import { fetchJson } from "@/lib/http/fetch-json";
import type { CustomerMapSlot } from "@/lib/mappings/customer-map-wire";
import type { ContractsAnswer } from "@/lib/mirror/wire";

export type ContractsWanted = {
  connectionId: string;
  psaCompanyId: string;
  slot: Pick<CustomerMapSlot, "billingCycle" | "currency" | "effectiveDate">;
};

/** Get Contracts: reads the contracts of a company, also of one that is chosen and not saved, as they fit the slot. */
export function readContracts(wanted: ContractsWanted, signal?: AbortSignal): Promise<ContractsAnswer> {
  const { connectionId, psaCompanyId, slot } = wanted;
  const { billingCycle, currency, effectiveDate } = slot;
  const query = new URLSearchParams({ psaCompanyId, billingCycle, currency, effectiveDate });
  return fetchJson(`/api/v1/connections/${connectionId}/contracts?${query}`, signal ? { signal } : {});
}

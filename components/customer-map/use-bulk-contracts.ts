"use client";

import { useMutation } from "@tanstack/react-query";
import { useReader } from "@/components/shell/reader";
import { notify } from "@/components/ui/notify";
import { ApiProblem } from "@/lib/http/fetch-json";
import type { CustomerMapRow, CustomerMapSlot } from "@/lib/mappings/customer-map-wire";
import { type ChosenContract, chooseContract, companyNow } from "./edits";
import { useMap } from "./map-context";
import { readContracts } from "./read-contracts";

export type BulkContracts = ReturnType<typeof useBulkContracts>;

const givesUpAfter = 3;

type Found = { row: CustomerMapRow; slot: CustomerMapSlot; contract: ChosenContract };

/**
 * Gets the contracts of many customers, one company after another, and chooses where exactly one fits. Choices are
 * unsaved edits like any other; cells that stand on a contract, and those where several fit, are left alone. A customer
 * whose contracts could not be read keeps nobody from the others'.
 */
export function useBulkContracts() {
  const { edits, change } = useMap();
  const { now } = useReader();
  return useMutation({
    mutationFn: async (rows: readonly CustomerMapRow[]) => {
      const found: Found[] = [];
      const unread: CustomerMapRow[] = [];
      let open = 0;
      let reason = "";
      let failed = 0;
      for (const row of rows) {
        const company = companyNow(edits, row);
        const slots = row.slots.filter(({ unlinked }) => unlinked > 0);
        if (!company || slots.length === 0) continue;
        open += slots.length;
        try {
          // A PSA that is down is not asked for every customer.
          if (failed < givesUpAfter) found.push(...(await findContracts(row, company, slots)));
          else unread.push(row);
        } catch (error) {
          if (!(error instanceof ApiProblem)) throw error;
          failed += 1;
          reason = error.detail;
          unread.push(row);
        }
      }
      return { found, open, unread, reason, at: now() };
    },
    onSuccess: ({ found, open, unread }) => {
      change((edits) =>
        found.reduce(
          (next, { row, slot, contract }) => chooseContract(next, row, slot, { contract, isOnlyFit: true }),
          edits,
        ),
      );
      notify({
        tone: found.length === open && unread.length === 0 ? "green" : "amber",
        text: `${found.length} of ${open} contracts chosen, where exactly one fits. Save Changes keeps them.`,
      });
    },
    onError: (error) => notify({ tone: "red", text: error.message }),
  });
}

async function findContracts(
  row: CustomerMapRow,
  company: { connectionId: string; psaCompanyId: string },
  slots: readonly CustomerMapSlot[],
): Promise<Found[]> {
  const found: Found[] = [];
  for (const slot of slots) {
    const { contracts, choice } = await readContracts({ ...company, slot });
    const only = contracts.find(({ psaContractId }) => psaContractId === choice);
    if (only) found.push({ row, slot, contract: { psaContractId: only.psaContractId, name: only.name } });
  }
  return found;
}

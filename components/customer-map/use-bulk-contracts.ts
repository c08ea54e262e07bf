"use client";

import { useMutation } from "@tanstack/react-query";
import { notify } from "@/components/ui/notify";
import type { CustomerMapRow, CustomerMapSlot } from "@/lib/mappings/customer-map-wire";
import { type ChosenContract, chooseContract, companyNow } from "./edits";
import { useMap } from "./map-context";
import { readContracts } from "./read-contracts";

type Found = { row: CustomerMapRow; slot: CustomerMapSlot; contract: ChosenContract };

/**
 * Gets the contracts of many customers, one company after another, and chooses where exactly one fits. Choices are
 * unsaved edits like any other; cells that stand on a contract, and those where several fit, are left alone.
 */
export function useBulkContracts() {
  const { edits, change } = useMap();
  return useMutation({
    mutationFn: async (rows: readonly CustomerMapRow[]) => {
      const found: Found[] = [];
      let open = 0;
      for (const row of rows) {
        const company = companyNow(edits, row);
        if (!company) continue;
        for (const slot of row.slots.filter(({ unlinked }) => unlinked > 0)) {
          open += 1;
          const { contracts, choice } = await readContracts({ ...company, slot });
          const only = contracts.find(({ psaContractId }) => psaContractId === choice);
          if (only)
            found.push({ row, slot, contract: { psaContractId: only.psaContractId, name: only.name } });
        }
      }
      return { found, open };
    },
    onSuccess: ({ found, open }) => {
      change((edits) =>
        found.reduce(
          (next, { row, slot, contract }) => chooseContract(next, row, slot, { contract, isOnlyFit: true }),
          edits,
        ),
      );
      notify({
        tone: found.length === open ? "green" : "amber",
        text: `${found.length} of ${open} contracts chosen, where exactly one fits. Save Changes keeps them.`,
      });
    },
    onError: (error) => notify({ tone: "red", text: error.message }),
  });
}

"use client";

import { Button } from "@/components/ui/button";
import type { CustomerMapRow } from "@/lib/mappings/customer-map-wire";
import { useMap } from "./map-context";
import type { BulkContracts } from "./use-bulk-contracts";

type BulkActionsProps = { rows: readonly CustomerMapRow[]; contracts: BulkContracts };

/** What can be done with the selected customers at once. */
export function BulkActions({ rows, contracts }: BulkActionsProps) {
  const { setOpen } = useMap();
  const mapped = rows.filter(({ state }) => state === "mapped" || state === "broken");
  const noneMapped = mapped.length === 0 ? "None of them is mapped." : undefined;
  return (
    <>
      <Button size="small" isBusy={contracts.isPending} onClick={() => contracts.mutate(rows)}>
        Get Contracts
      </Button>
      <Button
        size="small"
        disabledReason={noneMapped}
        onClick={() => setOpen({ part: "unmap", rows: mapped })}
      >
        Unmap
      </Button>
      <Button size="small" onClick={() => setOpen({ part: "exclude", rows })}>
        Exclude
      </Button>
    </>
  );
}

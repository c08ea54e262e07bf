"use client";

import { ConfirmDialog } from "@/components/ui/dialog";
import { ProblemNotice, Skeleton } from "@/components/ui/notice";
import type { CustomerMapRow } from "@/lib/mappings/customer-map-wire";
import { useMappingDetail } from "./use-customer-map";
import { useUnmapping } from "./use-unmapping";

/** Unmaps customers, or takes excluded ones back, after telling what follows; the pop-up offers the old pair again. */
export default function UnmapDialog({ rows, onClose }: { rows: readonly CustomerMapRow[]; onClose(): void }) {
  const { run, isBusy, error } = useUnmapping(rows, onClose);
  const [only, ...others] = rows;
  if (!only) return null;
  const isOne = others.length === 0;
  const isExcluded = isOne && only.state === "do_not_map";
  const what = isOne ? only.companyName : `${rows.length} customers`;
  return (
    <ConfirmDialog
      title={isExcluded ? `Take ${what} back` : `Unmap ${what}`}
      verb={isExcluded ? "Take back" : "Unmap"}
      isOpen
      onClose={onClose}
      onConfirm={run}
      isBusy={isBusy}
      error={error}
    >
      {isExcluded ? (
        <p>It counts as not mapped again, and its money against the coverage.</p>
      ) : isOne ? (
        <Consequence row={only} />
      ) : (
        <p>Their waiting tasks go back to 'needs mapping'. Lines in the PSA stay as they are.</p>
      )}
    </ConfirmDialog>
  );
}

function Consequence({ row }: { row: CustomerMapRow }) {
  const { data, error, refetch } = useMappingDetail(row.customerId);
  if (error) return <ProblemNotice problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton rows={1} />;
  return (
    <p>
      {row.companyName} comes off {row.psaCompanyName} ({row.psaCompanyId}). {data.unmapping.message}
    </p>
  );
}

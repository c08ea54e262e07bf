"use client";

import { ConfirmDialog } from "@/components/ui/dialog";
import { ProblemNotice, Skeleton } from "@/components/ui/notice";
import { notify } from "@/components/ui/notify";
import type { CustomerMapRow } from "@/lib/mappings/customer-map-wire";
import { useMappingDetail, useSaveRows, useUnmap } from "./use-customer-map";

/** Unmaps a customer after telling what follows, and offers the old pair again in the pop-up. */
export default function UnmapDialog({ row, onClose }: { row: CustomerMapRow; onClose(): void }) {
  const detail = useMappingDetail(row.customerId);
  const unmap = useUnmap();
  const save = useSaveRows();
  const isExcluded = row.state === "do_not_map";
  const { customerId, companyName, connectionId, psaCompanyId, reason } = row;
  const undo = async () => {
    if (connectionId === null) return;
    const again = isExcluded
      ? ({ customerId, state: "do_not_map", reason: reason ?? "other" } as const)
      : ({ customerId, state: "mapped", psaCompanyId: psaCompanyId ?? "" } as const);
    try {
      const [refused] = (await save.mutateAsync({ connectionId, rows: [again] })).rejected;
      notify(
        refused
          ? { tone: "red", text: refused.message }
          : { tone: "green", text: `${companyName} is ${isExcluded ? "excluded" : "mapped"} again.` },
      );
    } catch (error) {
      notify({ tone: "red", text: error instanceof Error ? error.message : "It could not be undone." });
    }
  };
  const confirm = async () => {
    const { message } = await unmap.mutateAsync({ customerId, version: row.version });
    onClose();
    const text = isExcluded
      ? `${companyName} is back in the list.`
      : `${companyName} is unmapped. ${message}`;
    notify({ tone: "green", text, action: { label: "Undo", run: () => void undo() } });
  };
  return (
    <ConfirmDialog
      title={isExcluded ? `Take ${companyName} back` : `Unmap ${companyName}`}
      verb={isExcluded ? "Take back" : "Unmap"}
      isOpen
      onClose={onClose}
      onConfirm={() => void confirm().catch(() => undefined)}
      isBusy={unmap.isPending}
      error={unmap.error?.message}
    >
      {isExcluded ? (
        <p>It counts as not mapped again, and its money against the coverage.</p>
      ) : detail.error ? (
        <ProblemNotice problem={detail.error} onRetry={() => void detail.refetch()} />
      ) : detail.data ? (
        <p>
          {companyName} comes off {row.psaCompanyName} ({psaCompanyId}). {detail.data.unmapping.message}
        </p>
      ) : (
        <Skeleton rows={1} />
      )}
    </ConfirmDialog>
  );
}

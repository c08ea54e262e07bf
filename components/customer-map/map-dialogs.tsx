"use client";

import { lazy, Suspense } from "react";
import { patiently } from "@/components/ui/patiently";
import { chooseContract, slotKey } from "./edits";
import { useMap } from "./map-context";

const ContractDialog = lazy(patiently(() => import("./contract-dialog")));
const UnmapDialog = lazy(patiently(() => import("./unmap-dialog")));
const ExcludeDialog = lazy(patiently(() => import("./exclude-dialog")));

/** The one dialog that is open, loaded when it is first wanted. */
export function MapDialogs({ onDone }: { onDone(): void }) {
  const { open, setOpen, connections, edits, change } = useMap();
  if (!open || open.part === "company") return null;
  const done = () => {
    setOpen(undefined);
    onDone();
  };
  if (open.part === "unmap") {
    return (
      <Suspense>
        <UnmapDialog rows={open.rows} onClose={done} />
      </Suspense>
    );
  }
  if (open.part === "exclude") {
    return (
      <Suspense>
        <ExcludeDialog rows={open.rows} connections={connections} onClose={done} />
      </Suspense>
    );
  }
  const { row, slot, psaCompanyId, connectionId } = open;
  const close = () => setOpen(undefined);
  return (
    <Suspense>
      <ContractDialog
        row={row}
        slot={slot}
        psaCompanyId={psaCompanyId}
        connectionId={connectionId}
        psa={connections.find(({ id }) => id === connectionId)?.psa ?? "the PSA"}
        chosen={edits[row.customerId]?.contracts[slotKey(slot)]?.contract}
        onClose={close}
        onChoose={(chosen) => {
          change((edits) => chooseContract(edits, row, slot, chosen));
          close();
        }}
      />
    </Suspense>
  );
}

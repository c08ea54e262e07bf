"use client";

import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { StateWord } from "@/components/ui/state";
import type { FaultsWire } from "@/lib/practice-psa/wire";
import { faultLabel } from "./words";

type Fault = FaultsWire["faults"][number];
type TableProps = { faults: readonly Fault[]; whyNot: string | undefined; onClear(id: number): void };

export function FaultTable({ faults, whyNot, onClear }: TableProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: clearing goes by the id alone
  const columns = useMemo(() => faultColumns(whyNot, onClear), [whyNot]);
  return (
    <DataTable
      caption="Faults in the order in which they were set"
      columns={columns}
      rows={faults}
      rowKey={(fault) => String(fault.id)}
      rowLabel={(fault) => faultLabel(fault.kind)}
      empty={null}
    />
  );
}

const faultColumns = (
  whyNot: string | undefined,
  onClear: (id: number) => void,
): readonly Column<Fault>[] => [
  { key: "kind", header: "Fault", isMain: true, cell: (fault) => faultLabel(fault.kind) },
  { key: "which", header: "Which requests", cell: whichRequests },
  { key: "seen", header: "Met", isNumeric: true, cell: (fault) => fault.seen },
  {
    key: "fired",
    header: "Hit",
    isNumeric: true,
    cell: (fault) => (fault.count === null ? fault.fired : `${fault.fired} of ${fault.count}`),
  },
  {
    key: "state",
    header: "State",
    cell: (fault) => (
      <StateWord tone={fault.isSpent ? "grey" : "amber"}>{fault.isSpent ? "Used up" : "Waiting"}</StateWord>
    ),
  },
  {
    key: "clear",
    header: "Clear",
    cell: (fault) => (
      <Button
        size="small"
        disabledReason={whyNot}
        aria-label={`Clear ${faultLabel(fault.kind)}`}
        onClick={() => onClear(fault.id)}
      >
        Clear
      </Button>
    ),
  },
];

function whichRequests(fault: Fault): string {
  const kind = fault.isWritesOnly ? "Writes" : "All requests";
  return fault.path === null ? kind : `${kind} to ${fault.path.replaceAll("*", "…")}`;
}

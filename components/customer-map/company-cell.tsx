"use client";

import { lazy, Suspense, useEffect, useRef } from "react";
import { askAnAdmin } from "@/components/shell/reader";
import { ConflictPanel } from "@/components/ui/notice";
import { patiently } from "@/components/ui/patiently";
import type { CustomerMapRow } from "@/lib/mappings/customer-map-wire";
import { CellButton } from "./cell-button";
import { chooseCompany, dropEdit, keepMine } from "./edits";
import { useMap } from "./map-context";
import { useMapChanged } from "./use-customer-map";

const CompanyEditor = lazy(patiently(() => import("./company-editor")));

/** The PSA's company of a customer: shown, chosen, and what is wrong with the choice. */
export function CompanyCell({ row }: { row: CustomerMapRow }) {
  const { edits, change, open, setOpen, mayEdit } = useMap();
  const changed = useMapChanged();
  const edit = edits[row.customerId]?.company;
  const box = useRef<HTMLDivElement>(null);
  const isOpen = open?.part === "company" && open.customerId === row.customerId;
  const wasOpen = useRef(false);
  useEffect(() => {
    // The editor is gone: the keys go on from its cell, unless another part was opened instead.
    if (wasOpen.current && open === undefined) box.current?.querySelector("button")?.focus();
    wasOpen.current = isOpen;
  }, [isOpen, open]);
  if (isOpen) {
    return (
      <Suspense fallback={<span className="block h-8" />}>
        <CompanyEditor row={row} />
      </Suspense>
    );
  }
  const holds = row.state === "mapped" || row.state === "broken";
  const shown =
    edit?.company ?? (holds ? { name: row.psaCompanyName, psaCompanyId: row.psaCompanyId } : null);
  const conflict = edit?.refused?.theirs;
  return (
    <div ref={box} className="grid gap-1 text-left max-sm:min-w-0">
      <CellButton
        cell="company"
        about={`Company of ${row.companyName}`}
        isEdited={edit !== undefined}
        disabledReason={mayEdit ? undefined : askAnAdmin}
        onEdit={() => setOpen({ part: "company", customerId: row.customerId })}
        onRevert={() => change((edits) => chooseCompany(edits, row, undefined))}
      >
        {shown ? (
          <>
            {shown.name} <span className="text-small text-muted tabular">{shown.psaCompanyId}</span>
          </>
        ) : (
          <span className="text-muted">Choose a company</span>
        )}
      </CellButton>
      {edit?.refused && !conflict ? <p className="text-small text-red">{edit.refused.message}</p> : null}
      {edit && conflict ? (
        <ConflictPanel
          what={`The company of ${row.companyName}`}
          theirs={conflict.words}
          yours={`${edit.company.name} (${edit.company.psaCompanyId})`}
          onKeepMine={() => change((edits) => keepMine(edits, row.customerId))}
          onTakeTheirs={() => {
            change((edits) => dropEdit(edits, row.customerId));
            void changed();
          }}
        />
      ) : null}
      {row.renamed && !edit ? <p className="text-small text-muted">{row.renamed}</p> : null}
      {row.broken && !edit ? <p className="text-small text-red">{row.broken}</p> : null}
    </div>
  );
}

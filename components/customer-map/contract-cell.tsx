"use client";

import { askAnAdmin } from "@/components/shell/reader";
import { ConflictPanel } from "@/components/ui/notice";
import type { CustomerMapRow, CustomerMapSlot } from "@/lib/mappings/customer-map-wire";
import { CellButton } from "./cell-button";
import { chooseContract, companyNow, dropEdit, keepMine, slotKey } from "./edits";
import { useMap } from "./map-context";
import { useMapChanged } from "./use-customer-map";

/** The contracts of a customer: one cell for each cycle (and currency) it holds. */
export function ContractCells({ row }: { row: CustomerMapRow }) {
  if (row.slots.length === 0) return <span className="text-muted">Holds nothing</span>;
  return (
    <div className="grid gap-1 text-left max-sm:min-w-0">
      {row.slots.map((slot) => (
        <ContractCell key={slotKey(slot)} row={row} slot={slot} />
      ))}
    </div>
  );
}

function ContractCell({ row, slot }: { row: CustomerMapRow; slot: CustomerMapSlot }) {
  const { edits, change, setOpen, mayEdit } = useMap();
  const changed = useMapChanged();
  const key = slotKey(slot);
  const edit = edits[row.customerId]?.contracts[key];
  const company = edits[row.customerId]?.company;
  const now = companyNow(edits, row);
  const conflict = edit?.refused?.theirs;
  const names = slot.contracts.map(({ name, psaContractId }) => name ?? psaContractId).join(", ");
  return (
    <div className="grid gap-1 text-left max-sm:min-w-0">
      <CellButton
        cell={`contract ${key}`}
        about={`Contract of ${row.companyName}, ${slot.label}`}
        isEdited={edit !== undefined}
        disabledReason={mayEdit ? (now ? undefined : "Choose the company first.") : askAnAdmin}
        onEdit={() => now && setOpen({ part: "contracts", row, slot, ...now })}
        onRevert={() => change((edits) => chooseContract(edits, row, slot, undefined))}
      >
        <Shown slot={slot} edit={edit} isCleared={company !== undefined} hasCompany={now !== undefined} />
      </CellButton>
      {edit?.isOnlyFit ? (
        <p className="text-small text-muted">Chosen because it is the only one that fits</p>
      ) : null}
      {company && !edit && names ? (
        <p className="text-small text-amber">{names} belongs to the old company and is taken off.</p>
      ) : null}
      {edit?.refused && !conflict ? <p className="text-small text-red">{edit.refused.message}</p> : null}
      {edit && conflict ? (
        <ConflictPanel
          what={`The contract of ${row.companyName}`}
          theirs={conflict.words}
          yours={edit.contract?.name ?? "No contract"}
          onKeepMine={() => change((edits) => keepMine(edits, row.customerId, key))}
          onTakeTheirs={() => {
            change((edits) => dropEdit(edits, row.customerId, key));
            void changed();
          }}
        />
      ) : null}
    </div>
  );
}

type ShownProps = {
  slot: CustomerMapSlot;
  edit: { contract: { name: string } | null } | undefined;
  isCleared: boolean;
  hasCompany: boolean;
};

function Shown({ slot, edit, isCleared, hasCompany }: ShownProps) {
  const label = <span className="text-small text-muted">{slot.label}: </span>;
  if (edit) {
    return (
      <>
        {label}
        {edit.contract?.name ?? "no contract"}
      </>
    );
  }
  if (slot.contracts.length === 0 || isCleared) {
    return (
      <>
        {label}
        {hasCompany ? "Get Contracts" : <span className="text-muted">choose a company first</span>}
      </>
    );
  }
  return (
    <>
      {label}
      {slot.contracts.map(({ name, psaContractId }) => name ?? psaContractId).join(", ")}
      {slot.unlinked > 0 ? (
        <span className="block text-small text-amber">
          {slot.unlinked} of {slot.subscriptions} on no contract
        </span>
      ) : null}
    </>
  );
}

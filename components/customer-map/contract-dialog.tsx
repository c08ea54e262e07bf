"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice, Skeleton } from "@/components/ui/notice";
import { RadioCards } from "@/components/ui/radio-cards";
import { AsOf, Day } from "@/components/ui/time";
import type { CustomerMapRow, CustomerMapSlot } from "@/lib/mappings/customer-map-wire";
import type { ListedContract } from "@/lib/mirror/wire";
import { type ChosenContract, slotKey } from "./edits";
import { readContracts } from "./read-contracts";

type ContractDialogProps = {
  row: CustomerMapRow;
  slot: CustomerMapSlot;
  psaCompanyId: string;
  connectionId: string;
  psa: string;
  /** Chosen and not saved yet. */
  chosen: ChosenContract | null | undefined;
  onClose(): void;
  onChoose(chosen: { contract: ChosenContract | null; isOnlyFit: boolean }): void;
};

const none = "none";

/** Get Contracts: the company's contracts as they stand now; those that fit first, the others with their reason. */
export default function ContractDialog(props: ContractDialogProps) {
  const { row, slot, psaCompanyId, connectionId, psa, chosen, onClose, onChoose } = props;
  const [picked, setPicked] = useState<string>();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["contracts", connectionId, psaCompanyId, slotKey(slot)],
    queryFn: ({ signal }) => readContracts({ connectionId, psaCompanyId, slot }, signal),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const contracts = data?.contracts ?? [];
  const only = data?.choice ?? undefined;
  const standing = slot.contracts.length === 1 ? slot.contracts[0]?.psaContractId : undefined;
  const before = chosen === null ? none : (chosen?.psaContractId ?? standing);
  const isListed = (id: string | undefined) => contracts.some(({ psaContractId }) => psaContractId === id);
  const value = picked ?? (before === none || isListed(before) ? before : only);
  const take = () => {
    const contract = contracts.find(({ psaContractId }) => psaContractId === value);
    if (contract) {
      const { psaContractId, name } = contract;
      onChoose({ contract: { psaContractId, name }, isOnlyFit: psaContractId === only });
    } else if (value === none) onChoose({ contract: null, isOnlyFit: false });
  };
  return (
    <Dialog
      title={`Contract of ${row.companyName}, ${slot.label}`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            onClick={take}
            disabledReason={value === undefined || !data ? "Choose a contract first." : undefined}
          >
            Choose contract
          </Button>
        </>
      }
    >
      {isFetching ? <Skeleton rows={4} /> : null}
      {error && !isFetching ? <ProblemNotice problem={error} onRetry={() => void refetch()} /> : null}
      {data && !isFetching ? (
        <div className="grid gap-3">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <AsOf at={data.asOf} />
            <Button size="small" onClick={() => void refetch()}>
              Get Contracts
            </Button>
          </div>
          {contracts.every(({ misfit }) => misfit !== null) ? (
            <p>
              {contracts.length === 0
                ? `Company ${psaCompanyId} has no contracts in ${psa}.`
                : "None of its contracts fits."}{" "}
              Create one in {psa}, then get the contracts again.
            </p>
          ) : null}
          <RadioCards
            legend={
              <span className="sr-only">
                Contracts of company {psaCompanyId} for {slot.subscriptions} subscriptions
              </span>
            }
            name="contract"
            value={value}
            onChange={setPicked}
            options={[
              ...contracts
                .filter(({ misfit }) => misfit === null)
                .map((contract) => optionOf(contract, only)),
              { value: none, label: "None", help: "On no contract: nothing is written." },
              ...contracts
                .filter(({ misfit }) => misfit !== null)
                .map((contract) => optionOf(contract, only)),
            ]}
          />
        </div>
      ) : null}
    </Dialog>
  );
}

function optionOf(contract: ListedContract, only: string | undefined) {
  const { psaContractId, name, number, cycle, currency, startDate, endDate, misfit } = contract;
  return {
    value: psaContractId,
    label: name,
    isDisabled: misfit !== null,
    help: (
      <>
        {[psaContractId, number, cycle, currency].filter(Boolean).join(", ")}, from <Day date={startDate} />
        {endDate ? (
          <>
            {" "}
            to <Day date={endDate} />
          </>
        ) : null}
        {misfit ? <span className="block">{misfit.message}</span> : null}
        {psaContractId === only ? (
          <span className="block">Chosen because it is the only one that fits</span>
        ) : null}
      </>
    ),
  };
}

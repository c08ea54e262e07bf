"use client";

import Link from "next/link";
import { useReader } from "@/components/shell/reader";
import { Fold, Panel } from "@/components/ui/panel";
import type { CompanyWire, ContractWire } from "@/lib/practice-psa/wire";
import { showDay } from "@/lib/show";
import type { Deed } from "./act-dialog";
import { BilledTable, ChangeList, ChargeTable } from "./contract-lists";
import { placeQuery } from "./place";
import { UnitGrid } from "./unit-grid";

type PanelProps = {
  told: CompanyWire;
  contract: ContractWire;
  /** The address named it. */
  isChosen: boolean;
  onDeed(deed: Deed): void;
};

export function ContractPanel({ told, contract, isChosen, onDeed }: PanelProps) {
  const { locale } = useReader();
  const { company, world, today } = told;
  const changes = contract.lines.reduce((sum, line) => sum + line.changes.length, 0);
  return (
    <div className={isChosen ? "rounded-lg outline-2 outline-accent" : undefined}>
      <Panel
        title={contract.number ? `${contract.name} (${contract.number})` : contract.name}
        actions={
          <Link
            href={`/sandbox/clock${placeQuery(world, { contract: contract.id })}`}
            prefetch={false}
            className="text-small text-accent underline"
          >
            Clock to its next period
          </Link>
        }
      >
        <div className="grid gap-3">
          <p className="text-muted">
            Contract {contract.id}, {showDay(contract.startDate, locale)} to{" "}
            {showDay(contract.endDate, locale)}, in {company.currency}.
          </p>
          {contract.lines.length === 0 ? (
            <p>No lines: nothing is billed on it.</p>
          ) : (
            <UnitGrid told={told} contract={contract} onDeed={onDeed} />
          )}
          {changes > 0 ? (
            <Fold summary={`Changes (${changes})`} isOpen={changes <= 6}>
              <ChangeList contract={contract} today={today} world={world} currency={company.currency} />
            </Fold>
          ) : null}
          {contract.charges.length > 0 ? (
            <Fold summary={`Charges (${contract.charges.length})`}>
              <ChargeTable charges={contract.charges} currency={company.currency} />
            </Fold>
          ) : null}
          {contract.billed.length > 0 ? (
            <Fold summary="Billed last">
              <BilledTable billed={contract.billed} currency={company.currency} />
            </Fold>
          ) : null}
        </div>
      </Panel>
    </div>
  );
}

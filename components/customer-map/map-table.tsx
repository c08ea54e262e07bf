"use client";

import { useMemo, useRef } from "react";
import { BulkBar } from "@/components/ui/bulk-bar";
import { DataTable, useSelection } from "@/components/ui/data-table";
import { useKeys } from "@/components/ui/keys";
import { LoadMore } from "@/components/ui/load-more";
import { ProblemNotice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { UnsavedBar } from "@/components/ui/unsaved-bar";
import type { CustomerMapTotals } from "@/lib/mappings/customer-map-wire";
import { BulkActions } from "./bulk-actions";
import { moveInGrid } from "./grid-keys";
import { isFiltered, type MapAddress } from "./map-address";
import { mapColumns } from "./map-columns";
import { useMap } from "./map-context";
import { MapDialogs } from "./map-dialogs";
import { NothingHere } from "./nothing-here";
import { UnreadContracts } from "./unread-contracts";
import { useBulkContracts } from "./use-bulk-contracts";
import type { useMapRows } from "./use-customer-map";

type MapTableProps = {
  address: MapAddress;
  setAddress(change: Partial<MapAddress & { customer: string }>, options?: { isStep?: boolean }): void;
  rows: ReturnType<typeof useMapRows>;
  totals: CustomerMapTotals;
  maySelect: boolean;
};

/** The rows, what can be done with many of them, and the bar of unsaved edits. */
export function MapTable({ address, setAddress, rows, totals, maySelect }: MapTableProps) {
  const map = useMap();
  const loaded = useMemo(() => rows.data?.pages.flatMap((page) => page.rows) ?? [], [rows.data]);
  const keys = useMemo(() => loaded.map((row) => row.customerId), [loaded]);
  const selection = useSelection(keys);
  const columns = useColumns(totals.connections);
  const contracts = useBulkContracts();
  const grid = useRef<HTMLDivElement>(null);
  useKeys({ e: { does: "Edit the company", run: () => editHere(grid.current) } });
  return (
    <>
      {rows.error ? <ProblemNotice problem={rows.error} onRetry={() => void rows.refetch()} /> : null}
      <UnreadContracts contracts={contracts} />
      {rows.error && loaded.length === 0 ? null : (
        <Panel isFlush>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: listens to the arrow keys of the cells inside */}
          <div ref={grid} onKeyDown={moveInGrid}>
            <DataTable
              caption={`Customers with their company in ${psaOf(totals)} and their contracts`}
              columns={columns}
              rows={loaded}
              rowKey={(row) => row.customerId}
              rowLabel={(row) => row.companyName}
              sort={{ key: address.sort, direction: address.direction === "descending" ? "desc" : "asc" }}
              onSort={({ key, direction }) =>
                setAddress({ sort: key, direction: direction === "desc" ? "descending" : "ascending" })
              }
              {...(maySelect && { selection })}
              onOpen={(row) => setAddress({ customer: row.customerId }, { isStep: true })}
              isLoading={rows.isPending}
              empty={
                <NothingHere
                  isFiltered={isFiltered(address)}
                  search={address.search}
                  totals={totals}
                  onClear={() => setAddress({ search: "", show: [] })}
                />
              }
              after={<LoadMore list={rows} />}
            />
          </div>
        </Panel>
      )}
      <div className="sticky bottom-0 z-20 grid gap-2">
        <BulkBar count={selection.count} onClear={selection.clear}>
          <BulkActions rows={loaded.filter((row) => selection.has(row.customerId))} contracts={contracts} />
        </BulkBar>
        <UnsavedBar
          count={map.count}
          onSave={map.save}
          onDiscard={() => map.change(() => ({}))}
          isSaving={map.isSaving}
          problem={map.problem instanceof Error ? map.problem.message : undefined}
        />
      </div>
      <MapDialogs onDone={selection.clear} />
    </>
  );
}

/** The same columns until the connections are others: counts in the totals do not draw the rows anew. */
function useColumns(connections: CustomerMapTotals["connections"]) {
  const names = connections.map(({ id, name }) => `${id} ${name}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names are all that the columns show of them
  return useMemo(() => mapColumns(connections), [names]);
}

function editHere(grid: HTMLElement | null): void {
  const row = document.activeElement?.closest<HTMLElement>("tr[data-key]");
  if (row && grid?.contains(row)) row.querySelector<HTMLElement>('[data-cell="company"]')?.click();
}

const psaOf = ({ connections: [only, ...others] }: CustomerMapTotals): string =>
  only && others.length === 0 ? only.psa : "the PSA";

"use client";

import { lazy, Suspense, useState } from "react";
import { useReader } from "@/components/shell/reader";
import { SearchBox } from "@/components/ui/field";
import { FilterChips, useUrlState } from "@/components/ui/filters";
import { PageHead } from "@/components/ui/page-head";
import { patiently } from "@/components/ui/patiently";
import { AsOf } from "@/components/ui/time";
import type { CustomerMapTotals } from "@/lib/mappings/customer-map-wire";
import { showCount } from "@/lib/show";
import { mapAddress, mapChips, rowsQuery } from "./map-address";
import { MapProvider, type OpenPart } from "./map-context";
import { MapNotices, RefreshList } from "./map-notices";
import { MapSentence } from "./map-sentence";
import { MapTable } from "./map-table";
import { MapTotals } from "./map-totals";
import { type FirstRows, useMapRows } from "./use-customer-map";
import { useMapEdits } from "./use-map-edits";

const CustomerDrawer = lazy(patiently(() => import("./customer-drawer")));

type MapScreenProps = { firstRows: FirstRows; totals: CustomerMapTotals; mayEdit: boolean };

/** The map with its filters in the address and its unsaved edits. */
export function MapScreen({ firstRows, totals, mayEdit }: MapScreenProps) {
  const { locale } = useReader();
  const [address, setAddress] = useUrlState(mapAddress);
  const rows = useMapRows(rowsQuery(address), firstRows);
  const mapEdits = useMapEdits();
  const [open, setOpen] = useState<OpenPart>();
  const { connections } = totals;
  const first = rows.data?.pages[0];
  const [only, ...others] = connections;
  return (
    <MapProvider
      value={{
        ...mapEdits,
        connections,
        mayEdit: mayEdit && !mapEdits.isSaving,
        open,
        setOpen,
        showCustomer: (customer) => setAddress({ customer }, { isStep: true }),
      }}
    >
      <PageHead
        title="Customer Map"
        sentence={<MapSentence totals={totals} />}
        actions={
          only && others.length === 0 ? (
            <>
              <AsOf at={only.asOf} isStale={only.silentSince !== null || only.isStopped} />
              <RefreshList connectionId={only.id} />
            </>
          ) : null
        }
      />
      <MapNotices connections={connections} />
      <MapTotals totals={totals} />
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox
          label="Search customers"
          placeholder="Name or number"
          value={address.search}
          onChange={(search) => setAddress({ search })}
        />
        <FilterChips
          label="Show"
          options={mapChips}
          value={address.show}
          onChange={(show) => setAddress({ show })}
        />
        {first ? (
          <p role="status" className="text-small text-muted tabular">
            {first.isTotalExact ? showCount(first.total, locale) : `${showCount(first.total, locale)}+`}{" "}
            {first.total === 1 ? "customer" : "customers"}
          </p>
        ) : null}
      </div>
      <MapTable address={address} setAddress={setAddress} rows={rows} totals={totals} maySelect={mayEdit} />
      {address.customer ? (
        <Suspense>
          <CustomerDrawer customerId={address.customer} onClose={() => setAddress({ customer: "" })} />
        </Suspense>
      ) : null}
    </MapProvider>
  );
}

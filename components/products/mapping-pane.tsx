"use client";

import { lazy, Suspense, useState } from "react";
import { SearchBox } from "@/components/ui/field";
import { FilterChips, useUrlState } from "@/components/ui/filters";
import { LoadMore } from "@/components/ui/load-more";
import { Skeleton } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { patiently } from "@/components/ui/patiently";
import type { ProductConnection } from "@/lib/mappings/list-product-connections";
import type { ProductOnScreen } from "@/lib/mappings/product-wire";
import { addressDefaults, isFiltering } from "./families-query";
import { FamiliesTable } from "./families-table";
import { HiddenRefusals } from "./hidden-refusals";
import { NothingShown } from "./nothing-shown";
import type { Edits } from "./use-edits";
import type { useFamilies } from "./use-products";
import { useRowActs } from "./use-row-acts";

const FreeDialog = lazy(patiently(() => import("./free-dialog")));

type MappingPaneProps = {
  connection: ProductConnection;
  list: ReturnType<typeof useFamilies>;
  edits: Edits;
  onOpen(product: ProductOnScreen): void;
};

/** Filters and the families with their products. */
export function MappingPane({ connection, list, edits, onOpen }: MappingPaneProps) {
  const [address, setAddress] = useUrlState(addressDefaults);
  const [editing, setEditing] = useState<string>();
  const [toFree, setToFree] = useState<ProductOnScreen>();
  const acts = useRowActs(connection.id);
  const answer = list.data?.pages[0];
  if (!answer) return <Skeleton rows={8} />;

  const products = list.data?.pages.flatMap((page) => page.products) ?? [];
  const isFiltered = isFiltering(address);
  const isUnfolded = (id: string) => (isFiltered ? !address.folded.includes(id) : address.open.includes(id));
  const fold = (id: string, isOpen: boolean) => {
    const name = isFiltered ? "folded" : "open";
    const others = address[name].filter((other) => other !== id);
    setAddress({ [name]: isOpen === isFiltered ? others : [...others, id] });
  };
  const chips = [...(address.show === "all" ? [] : ["held"]), ...(address.unmapped ? ["unmapped"] : [])];
  return (
    <Panel
      title="Families"
      actions={
        <>
          <FilterChips
            label="Show"
            value={chips}
            onChange={(on) =>
              setAddress({
                show: on.includes("held") ? "held" : "all",
                unmapped: on.includes("unmapped"),
                folded: [],
              })
            }
            options={[
              { value: "held", label: "Held by customers", count: String(answer.totals.held) },
              { value: "unmapped", label: "Only unmapped", count: String(answer.totals.unmapped) },
            ]}
          />
          <SearchBox
            label="Search SKU and name"
            value={address.search}
            onChange={(search) => setAddress({ search, folded: [] })}
          />
        </>
      }
      isFlush
    >
      <HiddenRefusals edits={edits} shown={products.filter(({ familyId }) => isUnfolded(familyId))} />
      {answer.families.length === 0 ? (
        <NothingShown totals={answer.totals} />
      ) : (
        <FamiliesTable
          families={answer.families}
          products={products}
          isUnfolded={isUnfolded}
          onFold={fold}
          isFetching={list.isFetching}
          connection={connection}
          edits={edits}
          editing={editing}
          acts={{
            onOpen,
            onEdit: setEditing,
            onChoose: ({ productId }) => setEditing(productId),
            onUnmap: (product) => void acts.unmap(product),
            onSetFree: setToFree,
          }}
        />
      )}
      <LoadMore list={list}>Load more products</LoadMore>
      {toFree ? (
        <Suspense>
          <FreeDialog
            product={toFree}
            connection={connection}
            onClose={() => setToFree(undefined)}
            onSetFree={acts.setFree}
          />
        </Suspense>
      ) : null}
    </Panel>
  );
}

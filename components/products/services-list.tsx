"use client";

import { useMemo } from "react";
import { useReader } from "@/components/shell/reader";
import { Button } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { SearchBox } from "@/components/ui/field";
import { LoadMore } from "@/components/ui/load-more";
import { UnitPrice } from "@/components/ui/money";
import { EmptyState, ProblemNotice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { StateWord } from "@/components/ui/state";
import type { ProductConnection } from "@/lib/mappings/list-product-connections";
import type { CatalogItemOnScreen } from "@/lib/mirror/catalog-wire";
import { ItemName } from "./item-option";
import { useCatalogItems } from "./use-products";

type ServicesListProps = {
  connection: ProductConnection;
  search: string;
  onSearch(text: string): void;
  /** Opens a product that is assigned to an item. */
  onOpen(productId: string): void;
};

/** The PSA's catalogue as last read, and beside each item the products assigned to it. */
export default function ServicesList({ connection, search, onSearch, onOpen }: ServicesListProps) {
  const { canSeeCost } = useReader();
  const { currency, catalogItem, psa } = connection;
  const list = useCatalogItems(connection.id, search);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const columns = useMemo(() => columnsOf(currency, canSeeCost, onOpen), [currency, canSeeCost, onOpen]);
  if (list.error) return <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />;
  const empty = search ? (
    <EmptyState
      title={`Nothing matches '${search}'.`}
      action={<Button onClick={() => onSearch("")}>Clear filter</Button>}
    />
  ) : (
    <EmptyState title={`${psa} has no ${catalogItem}s that the portal has read.`}>
      Retrieve the list above.
    </EmptyState>
  );
  return (
    <Panel
      title={`${catalogItem.charAt(0).toUpperCase()}${catalogItem.slice(1)}s of ${psa}`}
      actions={<SearchBox label="Name, code or id" value={search} onChange={onSearch} />}
      isFlush
    >
      <DataTable
        caption={`${catalogItem}s of ${psa}`}
        columns={columns}
        rows={rows}
        rowKey={(item) => item.psaItemId}
        rowLabel={(item) => item.name}
        isLoading={list.isPending}
        empty={empty}
        after={<LoadMore list={list} />}
      />
    </Panel>
  );
}

const none = <span className="text-muted">none</span>;

function columnsOf(
  currency: string,
  canSeeCost: boolean,
  onOpen: (productId: string) => void,
): Column<CatalogItemOnScreen>[] {
  const cost: Column<CatalogItemOnScreen> = {
    key: "cost",
    header: "Cost",
    isNumeric: true,
    cell: (item) => <UnitPrice price={item.unitCost} currency={currency} />,
  };
  return [
    { key: "name", header: "Name", isMain: true, cell: (item) => <ItemName item={item} /> },
    { key: "id", header: "Id", cell: (item) => item.psaItemId, hideOnCard: true },
    { key: "code", header: "Code", cell: (item) => item.code ?? none },
    { key: "cycle", header: "Billed", cell: (item) => item.cycleWord },
    {
      key: "price",
      header: "Price",
      isNumeric: true,
      cell: (item) => <UnitPrice price={item.unitPrice} currency={currency} />,
    },
    ...(canSeeCost ? [cost] : []),
    { key: "unit", header: "Unit", cell: (item) => item.unit ?? none, hideOnCard: true },
    {
      key: "active",
      header: "State",
      cell: (item) => (
        <StateWord tone={item.isActive ? "green" : "grey"}>{item.isActive ? "active" : "inactive"}</StateWord>
      ),
    },
    {
      key: "products",
      header: "Products",
      cell: (item) => <Assigned products={item.products} onOpen={onOpen} />,
    },
  ];
}

type AssignedProps = { products: CatalogItemOnScreen["products"]; onOpen(productId: string): void };

function Assigned({ products, onOpen }: AssignedProps) {
  if (products.length === 0) return none;
  return (
    <ul>
      {products.map(({ productId, title }) => (
        <li key={productId}>
          <button
            type="button"
            className="min-h-6 rounded text-left text-accent hover:underline"
            onClick={() => onOpen(productId)}
          >
            {title}
          </button>
        </li>
      ))}
    </ul>
  );
}

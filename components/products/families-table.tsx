"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { useRef } from "react";
import { join } from "@/components/ui/join";
import { StateWord } from "@/components/ui/state";
import type { ProductConnection } from "@/lib/mappings/list-product-connections";
import type { ProductFamilies, ProductOnScreen } from "@/lib/mappings/product-wire";
import { MonthlyMoney } from "./monthly-money";
import { ProductRow, type RowActs } from "./product-row";
import type { Edits } from "./use-edits";
import { openOnEnter, useRowKeys } from "./use-row-keys";

type Family = ProductFamilies["families"][number];

type FamiliesTableProps = {
  families: readonly Family[];
  products: readonly ProductOnScreen[];
  isUnfolded(familyId: string): boolean;
  onFold(familyId: string, isOpen: boolean): void;
  /** Rows of unfolded families are on their way. */
  isFetching: boolean;
  connection: ProductConnection;
  edits: Edits;
  editing: string | undefined;
  acts: RowActs;
};

const head = "border-b border-line bg-surface px-3 py-2 text-small font-medium whitespace-nowrap text-muted";

/** Products by family: a family is one row that unfolds to its products. */
export function FamiliesTable(props: FamiliesTableProps) {
  const { families, products, connection } = props;
  const table = useRef<HTMLTableElement>(null);
  useRowKeys(table);
  const rowsOf = new Map<string, ProductOnScreen[]>();
  for (const product of products) {
    const rows = rowsOf.get(product.familyId);
    if (rows) rows.push(product);
    else rowsOf.set(product.familyId, [product]);
  }
  return (
    <table ref={table} className="as-cards w-full border-separate border-spacing-0">
      <caption className="sr-only">
        Products by family, with their {connection.catalogItem}s in {connection.psa}
      </caption>
      <thead>
        <tr className="text-left">
          <th scope="col" className={head}>
            Product
          </th>
          <th scope="col" className={join(head, "text-right")}>
            Held by
          </th>
          <th scope="col" className={join(head, "text-right")}>
            Quantity
          </th>
          <th scope="col" className={join(head, "text-right")}>
            Money per month
          </th>
          <th scope="col" className={head}>
            {connection.psa} {connection.catalogItem}
          </th>
          <th scope="col" className={head}>
            Driven by
          </th>
          <th scope="col" className={head}>
            State
          </th>
          <th scope="col" className={head}>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      {families.map((family) => (
        <FamilyRows key={family.familyId} {...props} family={family} rows={rowsOf.get(family.familyId)} />
      ))}
    </table>
  );
}

function FamilyRows({
  family,
  rows,
  ...props
}: FamiliesTableProps & { family: Family; rows: readonly ProductOnScreen[] | undefined }) {
  const isOpen = props.isUnfolded(family.familyId);
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <tbody>
      <tr
        data-key={family.familyId}
        tabIndex={-1}
        onKeyDown={openOnEnter}
        className="bg-raised focus-visible:outline-offset-[-2px]"
      >
        <th scope="rowgroup" className="border-b border-line px-3 py-1.5 text-left font-medium">
          <button
            type="button"
            data-open
            aria-expanded={isOpen}
            className="flex min-h-6 items-center gap-2 rounded text-left hover:underline"
            onClick={() => props.onFold(family.familyId, !isOpen)}
          >
            <Chevron size={16} aria-hidden className="shrink-0" />
            {family.name} <span className="font-normal text-muted">({family.code})</span>
          </button>
        </th>
        <td
          data-label={family.customers === 0 ? undefined : "Held by"}
          className="border-b border-line px-3 py-1.5 text-right tabular"
        >
          {family.customers === 0 ? null : family.customers}
        </td>
        <td className="border-b border-line" />
        <td
          data-label={family.money.length === 0 ? undefined : "Per month"}
          className="border-b border-line px-3 py-1.5 text-right"
        >
          <MonthlyMoney money={family.money} />
        </td>
        <td colSpan={4} className="border-b border-line px-3 py-1.5">
          <StateWord tone={family.unmapped === 0 ? "green" : "red"}>
            mapped {family.mapped} of {family.products}
            {family.free > 0 ? `, ${family.free} not synced` : ""}
          </StateWord>
        </td>
      </tr>
      {isOpen
        ? rows?.map((product) => (
            <ProductRow
              key={product.productId}
              product={product}
              connection={props.connection}
              edits={props.edits}
              isEditing={props.editing === product.productId}
              acts={props.acts}
            />
          ))
        : null}
      {isOpen && !rows && props.isFetching ? (
        <tr>
          <td colSpan={8} className="border-b border-line px-9 py-2">
            <span className="pulse block h-5 rounded bg-raised" />
            <span className="sr-only">Loading</span>
          </td>
        </tr>
      ) : null}
    </tbody>
  );
}

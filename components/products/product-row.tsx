"use client";

import { join } from "@/components/ui/join";
import { Quantity } from "@/components/ui/money";
import { StateWord } from "@/components/ui/state";
import type { ProductConnection } from "@/lib/mappings/list-product-connections";
import type { ProductOnScreen } from "@/lib/mappings/product-wire";
import { EditConflict } from "./hidden-refusals";
import { ItemCell } from "./item-cell";
import { WorthPerMonth } from "./monthly-money";
import { ProductMenu, type ProductMenuActs } from "./product-menu";
import { conflictOf, type Edits } from "./use-edits";
import { openOnEnter, useFocusBack } from "./use-row-keys";
import { driverWords, standingWords, unitWord } from "./words";

export type RowActs = ProductMenuActs & { onEdit(productId: string | undefined): void };

type ProductRowProps = {
  product: ProductOnScreen;
  connection: ProductConnection;
  edits: Edits;
  isEditing: boolean;
  acts: RowActs;
};

const cell = "border-b border-line px-3 py-(--row-y) align-top";

export function ProductRow({ product, connection, edits, isEditing, acts }: ProductRowProps) {
  const { productId, title, sku } = product;
  const edit = edits.edits.get(productId);
  const driver = product.item && product.driver ? driverWords[product.driver] : undefined;
  const row = useFocusBack(isEditing);
  const { tone, word } = standingWords[product.standing];
  return (
    <>
      <tr
        ref={row}
        data-key={productId}
        tabIndex={-1}
        onKeyDown={openOnEnter}
        className="hover:bg-raised focus-visible:outline-offset-[-2px]"
      >
        <th scope="row" className={join(cell, "text-left font-normal sm:pl-9")}>
          <div>
            <button
              type="button"
              data-open
              className="rounded text-left hover:underline"
              onClick={() => acts.onOpen(product)}
            >
              {title}
            </button>
            <span className="block text-small text-muted">
              SKU {sku}
              {product.status === "retired" ? ", no longer sold" : null}
            </span>
          </div>
        </th>
        <td data-label="Held by" className={join(cell, "text-right tabular")}>
          {product.customers === 0 ? <span className="text-muted">nobody</span> : product.customers}
        </td>
        <td
          data-label={product.customers === 0 ? undefined : "Quantity"}
          className={join(cell, "text-right")}
        >
          {product.customers === 0 ? null : (
            <span>
              <Quantity value={product.quantity} />{" "}
              <span className="text-muted">{unitWord(product.quantity, product.unit)}</span>
            </span>
          )}
        </td>
        <td
          data-label={product.customers === 0 ? undefined : "Per month"}
          className={join(cell, "text-right")}
        >
          <WorthPerMonth product={product} />
        </td>
        <td data-label={isEditing ? undefined : connection.psa} className={join(cell, "sm:w-80")}>
          <ItemCell
            product={product}
            connection={connection}
            edits={edits}
            edit={edit}
            isEditing={isEditing}
            onEdit={(isOn) => acts.onEdit(isOn ? productId : undefined)}
          />
        </td>
        <td data-label={driver && "Driven by"} className={cell}>
          {driver}
        </td>
        <td data-label="State" className={cell}>
          <StateWord tone={tone}>{word}</StateWord>
        </td>
        <td className={join(cell, "text-right")}>
          <ProductMenu product={product} connection={connection} hasEdit={edit !== undefined} acts={acts} />
        </td>
      </tr>
      {edit && conflictOf(edit) ? (
        <tr>
          <td colSpan={8} className={cell}>
            <EditConflict edit={edit} edits={edits} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

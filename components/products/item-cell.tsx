"use client";

import { Undo2 } from "lucide-react";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Button, IconButton } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { UnitPrice } from "@/components/ui/money";
import type { ProductConnection } from "@/lib/mappings/list-product-connections";
import type { ProductOnScreen } from "@/lib/mappings/product-wire";
import { ItemOption } from "./item-option";
import { conflictOf, type Edit, type Edits } from "./use-edits";
import { searchItems } from "./use-products";

type ItemCellProps = {
  product: ProductOnScreen;
  edit: Edit | undefined;
  edits: Edits;
  connection: ProductConnection;
  isEditing: boolean;
  onEdit(isEditing: boolean): void;
};

/** What the product is in the PSA: the item, the one chosen instead, or the list to choose from. */
export function ItemCell(props: ItemCellProps) {
  const { product, edit, edits, connection, isEditing, onEdit } = props;
  const { catalogItem } = connection;
  if (isEditing) {
    return (
      <div className="w-full text-left">
        <Combobox
          label={`${catalogItem} for ${product.title}`}
          isLabelHidden
          placeholder={`Name, code or id of a ${catalogItem}`}
          search={(text) => searchItems(connection.id, product.productId, text)}
          itemKey={(item) => item.psaItemId}
          itemLabel={(item) => item.name}
          renderItem={(item) => <ItemOption item={item} currency={connection.currency} />}
          whyNot={(item) => (item.takenBy ? `already used by '${item.takenBy}'` : (item.misfit ?? undefined))}
          onChoose={(item) => {
            edits.choose(product, item);
            onEdit(false);
          }}
          onCancel={() => onEdit(false)}
          autoFocus
        />
      </div>
    );
  }
  if (edit) {
    return (
      <div>
        <div className="flex items-start justify-between gap-1">
          <Choice {...props} words={edit.item.name} />
          <IconButton
            label={`Forget the choice for ${product.title}`}
            icon={Undo2}
            onClick={() => edits.drop(product.productId)}
          />
        </div>
        {edit.refusal && !conflictOf(edit) ? (
          <p role="alert" className="text-small text-red">
            {edit.refusal.message}
          </p>
        ) : (
          <p className="text-small text-blue">
            not saved{product.item ? `; was ${product.item.name ?? product.item.psaItemId}` : ""}
          </p>
        )}
      </div>
    );
  }
  if (product.standing === "free") return <span className="text-muted">{product.reason}</span>;
  if (!product.item) return <Choice {...props} words={undefined} />;
  const { name, psaItemId, cycleWord, unitPrice, problem } = product.item;
  return (
    <div>
      <Choice {...props} words={name ?? psaItemId} />
      {problem ? (
        <p className="text-small text-red">{problem}</p>
      ) : (
        <p className="text-small text-muted">
          {cycleWord}
          {unitPrice ? (
            <>
              , <UnitPrice price={unitPrice} currency={connection.currency} />
            </>
          ) : null}
        </p>
      )}
    </div>
  );
}

/** The words of the choice are the way to change it. */
function Choice({ product, connection, onEdit, words }: ItemCellProps & { words: string | undefined }) {
  const { may } = useReader();
  const barred = may("mapping.edit") ? undefined : askAnAdmin;
  if (words === undefined) {
    return (
      <Button
        size="small"
        data-edit
        disabledReason={barred}
        aria-label={`Choose a ${connection.catalogItem} for ${product.title}`}
        onClick={() => onEdit(true)}
      >
        Choose a {connection.catalogItem}
      </Button>
    );
  }
  if (barred) return <span>{words}</span>;
  return (
    <button
      type="button"
      data-edit
      className="min-h-6 rounded text-left hover:underline"
      aria-label={`${words}: change the ${connection.catalogItem} of ${product.title}`}
      onClick={() => onEdit(true)}
    >
      {words}
    </button>
  );
}

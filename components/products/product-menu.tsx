"use client";

import { Ban, PanelRight, Pencil, Unlink } from "lucide-react";
import { askAnAdmin, useReader } from "@/components/shell/reader";
import { Menu } from "@/components/ui/menu";
import type { ProductConnection } from "@/lib/mappings/list-product-connections";
import type { ProductOnScreen } from "@/lib/mappings/product-wire";

export type ProductMenuActs = {
  onOpen(product: ProductOnScreen): void;
  onChoose(product: ProductOnScreen): void;
  onUnmap(product: ProductOnScreen): void;
  onSetFree(product: ProductOnScreen): void;
};

type ProductMenuProps = {
  product: ProductOnScreen;
  connection: ProductConnection;
  hasEdit: boolean;
  acts: ProductMenuActs;
};

/** The three dots of a product. What its state rules out stays in the list with the reason. */
export function ProductMenu({ product, connection, hasEdit, acts }: ProductMenuProps) {
  const { may } = useReader();
  const barred = may("mapping.edit") ? undefined : askAnAdmin;
  const unsaved = hasEdit ? "Save or forget the choice first." : undefined;
  const isFree = product.standing === "free";
  const isNothing = !product.item && !isFree ? "It is not mapped." : undefined;
  return (
    <Menu
      label={`Actions for ${product.title}`}
      items={[
        { label: "Details", icon: PanelRight, onSelect: () => acts.onOpen(product) },
        {
          label: product.item ? `Change ${connection.catalogItem}` : `Choose ${connection.catalogItem}`,
          icon: Pencil,
          onSelect: () => acts.onChoose(product),
          disabledReason: barred ?? (isFree ? "It is not synced. Take it back first." : undefined),
        },
        {
          label: isFree ? "Sync again" : "Unmap",
          icon: Unlink,
          onSelect: () => acts.onUnmap(product),
          disabledReason: barred ?? unsaved ?? isNothing,
        },
        {
          label: "Do not sync",
          icon: Ban,
          onSelect: () => acts.onSetFree(product),
          disabledReason: barred ?? unsaved ?? (isFree ? "It is not synced already." : undefined),
        },
      ]}
    />
  );
}

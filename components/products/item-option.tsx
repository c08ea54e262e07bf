import { Link2 } from "lucide-react";
import { useReader } from "@/components/shell/reader";
import { UnitPrice } from "@/components/ui/money";
import type { CatalogItemOnScreen } from "@/lib/mirror/catalog-wire";

/** One item of the PSA's catalogue in the list to choose from. */
export function ItemOption({ item, currency }: { item: CatalogItemOnScreen; currency: string }) {
  const { canSeeCost } = useReader();
  return (
    <span className="grid">
      <span className="flex items-start justify-between gap-3">
        <span className="min-w-0 break-words">
          <ItemName item={item} />
        </span>
        {item.unitPrice ? <UnitPrice price={item.unitPrice} currency={currency} /> : null}
      </span>
      <span className="flex justify-between gap-3 text-small text-muted">
        <span>
          {[item.code, item.cycleWord, item.isActive ? undefined : "inactive"].filter(Boolean).join(", ")}
        </span>
        {canSeeCost && item.unitCost ? (
          <span>
            cost <UnitPrice price={item.unitCost} currency={currency} />
          </span>
        ) : null}
      </span>
    </span>
  );
}

/** A chain marks bundles and members of bundles. */
export function ItemName({ item }: { item: Pick<CatalogItemOnScreen, "name" | "isBundle" | "inBundles"> }) {
  const words = item.isBundle ? "a bundle" : bundlesOf(item.inBundles);
  return (
    <>
      {item.name}
      {words ? (
        <span title={words}>
          <Link2 size={14} aria-hidden className="ml-1 inline text-muted" />
          <span className="sr-only"> ({words})</span>
        </span>
      ) : null}
    </>
  );
}

const bundlesOf = (names: readonly string[]): string | undefined =>
  names.length === 0 ? undefined : `also in ${names.map((name) => `'${name}'`).join(", ")}`;

import { Fragment } from "react";
import { Money } from "@/components/ui/money";
import type { ProductOnScreen } from "@/lib/mappings/product-wire";

/** What something is worth per month, currency by currency. */
export function MonthlyMoney({ money, per }: { money: ProductOnScreen["money"]; per?: "month" }) {
  return money.map(({ currency, minor }, index) => (
    <Fragment key={currency}>
      {index > 0 ? " + " : null}
      <Money minor={minor} currency={currency} per={per} />
    </Fragment>
  ));
}

/** In a row: usage is not foretold, and a trial is worth nothing yet. */
export function WorthPerMonth({
  product,
}: {
  product: Pick<ProductOnScreen, "kind" | "customers" | "money">;
}) {
  if (product.money.length > 0) return <MonthlyMoney money={product.money} />;
  if (product.customers === 0) return null;
  return <span className="text-muted">{product.kind === "usage" ? "by usage" : "nothing billed"}</span>;
}

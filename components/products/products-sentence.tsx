import type { ProductFamilies } from "@/lib/mappings/product-wire";
import { MonthlyMoney } from "./monthly-money";

/** How things stand with what customers hold; filters do not change it. */
export function ProductsSentence({ totals }: { totals: ProductFamilies["totals"] }) {
  const { held, unmapped, unmappedMoney } = totals;
  if (held === 0) return "No customer holds a product yet. Products show here when the vendor sends orders.";
  const all = held === 1 ? "The 1 product that customers hold" : `All ${held} products that customers hold`;
  if (unmapped === 0) return `${all} ${held === 1 ? "is" : "are"} taken care of.`;
  return (
    <>
      {unmapped} of {held} products that customers hold {unmapped === 1 ? "is" : "are"} not mapped
      {unmappedMoney.length > 0 ? (
        <>
          : <MonthlyMoney money={unmappedMoney} per="month" />
        </>
      ) : null}
      .
    </>
  );
}

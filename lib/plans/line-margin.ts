import { minorFromDecimal, multiplyDecimals } from "@/lib/money";
import type { StoredLine } from "./stored-line";

/** What is left of a line per period once its cost is paid: 12 x 9.40 less 12 x 7.10 is 27.60. Undefined without both. */
export function marginOf({ plan, currency }: StoredLine): string | undefined {
  const { quantity, unitPrices, unitCosts } = plan;
  if (unitPrices?.after === undefined || unitCosts?.after === undefined) return undefined;
  const amount = (unitPrice: string) => minorFromDecimal(multiplyDecimals(quantity, unitPrice), currency);
  return (amount(unitPrices.after) - amount(unitCosts.after)).toString();
}

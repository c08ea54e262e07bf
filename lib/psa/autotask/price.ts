import { Big } from "big.js";
import { compareDecimals, isZero } from "@/lib/money";
import type { AutotaskContractService } from "./schemas";

/**
 * The price agreed for one unit, in the customer's currency. After an adjustment it shows only in the tenant's own
 * currency (`internalCurrencyAdjustedPrice`), so it is turned back by the rate that the two list prices imply. With
 * 4.00 / 3.4268 and an adjusted 3.8552 the agreed price is 4.50.
 *
 * @param isForeign the contract's currency is not the tenant's own
 */
export function agreedPrice(line: AutotaskContractService, isForeign: boolean): string | undefined {
  const { unitPrice, internalCurrencyUnitPrice: internal, internalCurrencyAdjustedPrice: adjusted } = line;
  if (adjusted === undefined) return unitPrice;
  if (!isForeign || isZero(adjusted)) return adjusted;
  if (unitPrice === undefined || internal === undefined || isZero(unitPrice) || isZero(internal))
    return undefined;
  if (compareDecimals(unitPrice, internal) === 0) return adjusted;
  const exact = new Big(adjusted).times(unitPrice).div(internal);
  const toCent = exact.round(2);
  // Both internal prices were rounded to 4 places; what lies this close to a whole cent was agreed as one.
  const isNear = exact.minus(toCent).abs().lt("0.0005");
  return canonical(isNear ? toCent : exact.round(4));
}

const canonical = (amount: Big): string => amount.toFixed();

/** A decimal as the JSON number that Autotask wants. Throws RangeError where the number would say something else. */
export function wireNumber(decimal: string): number {
  const number = new Big(decimal).toNumber();
  if (!new Big(number).eq(decimal)) throw new RangeError(`${decimal} does not fit into a JSON number.`);
  return number;
}

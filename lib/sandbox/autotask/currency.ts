import type { World } from "../world";
import { asPrice, decimal } from "./decimal";
import { rowsOf } from "./rows";
import { settingsOf } from "./settings";

/** Units of the customer's currency for one of the tenant's own; 1 without the multi-currency module. */
function rateOf(world: World, contractID: number): number {
  if (!settingsOf(world).options.multiCurrency) return 1;
  const contract = rowsOf(world, "Contracts").get(contractID);
  const { currencyID } = rowsOf(world, "Companies").get(contract.companyID);
  const rate =
    currencyID === null || currencyID === undefined
      ? undefined
      : rowsOf(world, "Currencies").find(currencyID)?.exchangeRate;
  return typeof rate === "number" && rate > 0 ? rate : 1;
}

/** An amount in the customer's currency as `internalCurrency…` shows it. */
export const inInternalCurrency = (world: World, contractID: number, amount: number): number =>
  asPrice(decimal(amount).div(decimal(rateOf(world, contractID))));

/** A catalogue price as it appears on a contract of that customer. */
export const inCustomerCurrency = (world: World, contractID: number, amount: number): number =>
  asPrice(decimal(amount).times(decimal(rateOf(world, contractID))));

const NO_MINOR_UNIT = new Set(["JPY", "KRW", "CLP", "ISK"]);

/** Digits after the point in final amounts of that customer. */
export function minorDigitsOf(world: World, contractID: number): number {
  const contract = rowsOf(world, "Contracts").get(contractID);
  const { currencyID } = rowsOf(world, "Companies").get(contract.companyID);
  const internal = [...rowsOf(world, "Currencies").rows()].find((row) => row.isInternalCurrency === true);
  const own =
    currencyID === null || currencyID === undefined ? internal : rowsOf(world, "Currencies").find(currencyID);
  return NO_MINOR_UNIT.has(String(own?.name)) ? 0 : 2;
}

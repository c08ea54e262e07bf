import type { Row, Table } from "../table";
import type { TableSpec, World } from "../world";
import type { EntityName } from "./facts";

/** What the rules read of a row; everything else passes through by the facts table. Dates are ISO at midnight Z. */
export type CompanyRow = Row & {
  companyName: string;
  companyType: number;
  isActive: boolean;
  currencyID: number | null;
};

export type ContractRow = Row & {
  companyID: number;
  contractType: number;
  contractPeriodType: number | null;
  startDate: string;
  endDate: string;
  status: number;
};

export type CatalogueRow = Row & {
  name: string;
  periodType: number;
  unitPrice: number | null;
  unitCost: number | null;
  isActive: boolean;
};

/** A line of a recurring contract, of a service or of a bundle. */
export type LineRow = Row & {
  contractID: number;
  unitPrice: number;
  unitCost: number | null;
  invoiceDescription: string | null;
  /** Units from the contract's start on, for a line not made by an adjustment; not shown by the API. */
  firstUnits: number | null;
};

/** An adjustment as the world keeps it; the API never shows one. */
export type AdjustmentRow = Row & {
  contractID: number;
  lineID: number;
  effectiveDate: string;
  unitChange: number;
  adjustedUnitPrice: number | null;
  adjustedUnitCost: number | null;
  requestId: string | null;
  operation: string | null;
  by: "api" | "technician";
  at: string;
};

export type UnitRow = Row & {
  contractID: number;
  lineID: number;
  startDate: string;
  endDate: string;
  units: number;
  approveAndPostDate: string | null;
  /** Start of the billing period that the row lies in, and the price per unit behind `price`; not shown by the API. */
  periodStart: string;
  agreedPrice: number;
  agreedCost: number | null;
};

export type ChargeRow = Row & {
  contractID: number;
  datePurchased: string;
  unitQuantity: number;
  unitPrice: number | null;
  unitCost: number | null;
  isBilled: boolean;
};

type RowTypes = {
  Companies: CompanyRow;
  Contracts: ContractRow;
  Services: CatalogueRow;
  ServiceBundles: CatalogueRow;
  ContractServices: LineRow;
  ContractServiceBundles: LineRow;
  ContractServiceAdjustments: AdjustmentRow;
  ContractServiceBundleAdjustments: AdjustmentRow;
  ContractServiceUnits: UnitRow;
  ContractServiceBundleUnits: UnitRow;
  ContractCharges: ChargeRow;
};

type RowOf<E extends EntityName> = E extends keyof RowTypes ? RowTypes[E] : Row;

/** Safe: every row was checked by the facts table (`input.ts`) or made by a rule before it was put. */
export const rowsOf = <E extends EntityName>(world: World, entity: E): Table<RowOf<E>> =>
  world.table(entity) as unknown as Table<RowOf<E>>;

const INDEXED: Partial<Record<EntityName, readonly string[]>> = {
  Contacts: ["companyID"],
  Contracts: ["companyID", "contractNumber"],
  ContractServices: ["contractID", "serviceID"],
  ContractServiceUnits: ["contractID", "contractServiceID", "lineID"],
  ContractServiceAdjustments: ["contractID", "lineID"],
  ContractServiceBundles: ["contractID", "serviceBundleID"],
  ContractServiceBundleUnits: ["contractID", "contractServiceBundleID", "lineID"],
  ContractServiceBundleAdjustments: ["contractID", "lineID"],
  ContractCharges: ["contractID"],
  BillingItems: ["contractID", "contractServiceID", "invoiceID"],
  ServiceBundleServices: ["serviceBundleID", "serviceID"],
};

export const tableSpecs = (names: Iterable<EntityName>): TableSpec[] =>
  [...names].map((name) => ({ name, indexed: INDEXED[name] ?? [] }));

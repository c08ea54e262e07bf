import { isoText } from "../clock";
import type { Json, Row } from "../table";
import type { World } from "../world";
import { type EntityName, entities, getEntity } from "./facts";
import { display } from "./read";
import { adjustmentsOf, LINE_KINDS, type LineKind, SERVICE_LINE, unitsOf } from "./recurring-line";
import { type AdjustmentRow, type LineRow, rowsOf, type UnitRow } from "./rows";
import { settingsOf } from "./settings";

const SECTIONS = {
  companies: "Companies",
  contacts: "Contacts",
  services: "Services",
  serviceBundles: "ServiceBundles",
  serviceBundleServices: "ServiceBundleServices",
  billingCodes: "BillingCodes",
  contracts: "Contracts",
  charges: "ContractCharges",
  billingItems: "BillingItems",
  currencies: "Currencies",
} as const satisfies Record<string, EntityName>;

/**
 * The whole truth about a world, hidden rows included, for checkers and for the sandbox screen. `only` chooses sections,
 * `contract` and `company` narrow contracts and what hangs on them; all three take ids or names joined by commas.
 */
export function showWorld(world: World, query: URLSearchParams): Json {
  const only = listOf(query, "only");
  const wants = (section: string): boolean => only.length === 0 || only.includes(section);
  const { users, ci, zone, options } = settingsOf(world);
  const contracts = chosenContracts(world, query);
  const { mode, speed } = world.clock.state;
  const shown: Record<string, Json> = {
    name: world.name,
    provider: world.provider,
    users: users.map(({ userName, isActive }) => ({ userName, isActive })),
    ci,
    zone,
    // Safe: JSON values by their schema.
    options: options as unknown as Json,
    clock: { now: isoText(world.clock.now()), mode, speed },
    delayedWrites: world.delayed.length,
    sizes: Object.fromEntries([...entities.keys()].map((name) => [name, world.table(name).size])),
  };
  for (const [section, name] of Object.entries(SECTIONS)) {
    if (!wants(section)) continue;
    const rows = [...world.table(name).rows()].filter((row) => isChosen(name, row, contracts));
    shown[section] = rows.map((row) => display(world, getEntity(name), row));
  }
  if (wants("lines")) shown.lines = LINE_KINDS.flatMap((kind) => linesIn(world, kind, contracts));
  if (wants("postings")) shown.postings = LINE_KINDS.flatMap((kind) => postingsIn(world, kind, contracts));
  return shown;
}

const listOf = (query: URLSearchParams, key: string): string[] =>
  (query.get(key) ?? "").split(",").filter((part) => part !== "");

/** Undefined: all of them. */
function chosenContracts(world: World, query: URLSearchParams): ReadonlySet<number> | undefined {
  const contracts = listOf(query, "contract").map(Number);
  const companies = listOf(query, "company").map(Number);
  if (contracts.length + companies.length === 0) return undefined;
  const ofCompanies = rowsOf(world, "Contracts").by("companyID", ...companies);
  return new Set([...contracts, ...ofCompanies.map((contract) => contract.id)]);
}

function isChosen(name: EntityName, row: Row, contracts: ReadonlySet<number> | undefined): boolean {
  if (!contracts) return true;
  if (name === "Contracts") return contracts.has(row.id);
  return typeof row.contractID === "number" ? contracts.has(row.contractID) : true;
}

function linesIn(world: World, kind: LineKind, contracts: ReadonlySet<number> | undefined): Json[] {
  const table = rowsOf(world, kind.lines);
  const lines = contracts ? table.by("contractID", ...contracts) : [...table.rows()];
  return lines.map((line) => oneLine(world, kind, line));
}

function oneLine(world: World, kind: LineKind, line: LineRow): Json {
  const catalogueID = Number(line[kind.catalogueID]);
  return {
    id: line.id,
    kind: kind === SERVICE_LINE ? "service" : "bundle",
    contractID: line.contractID,
    [kind.catalogueID]: catalogueID,
    name: rowsOf(world, kind.catalogue).get(catalogueID).name,
    unitPrice: line.unitPrice,
    unitCost: line.unitCost,
    invoiceDescription: line.invoiceDescription,
    internalDescription: line.internalDescription ?? null,
    units: unitsOf(world, kind, line.id).toSorted(byStart).map(gridRow),
    adjustments: adjustmentsOf(world, kind, line.id).map(oneAdjustment),
  };
}

const byStart = (a: UnitRow, b: UnitRow): number => (a.startDate < b.startDate ? -1 : 1);
const plainDate = (midnight: string): string => midnight.slice(0, 10);

/** `unitPrice` and `unitCost` are what is agreed per unit, whatever the API's `price` and `cost` say. */
const gridRow = (row: UnitRow): Json => ({
  id: row.id,
  startDate: plainDate(row.startDate),
  endDate: plainDate(row.endDate),
  periodStart: plainDate(row.periodStart),
  units: row.units,
  unitPrice: row.agreedPrice,
  unitCost: row.agreedCost,
  price: row.price ?? null,
  cost: row.cost ?? null,
  approveAndPostDate: row.approveAndPostDate,
});

const oneAdjustment = ({
  id,
  effectiveDate,
  unitChange,
  adjustedUnitPrice,
  adjustedUnitCost,
  requestId,
  operation,
  by,
  at,
}: AdjustmentRow): Json => ({
  id,
  effectiveDate: plainDate(effectiveDate),
  unitChange,
  adjustedUnitPrice,
  adjustedUnitCost,
  requestId,
  operation,
  by,
  at,
});

function postingsIn(world: World, kind: LineKind, contracts: ReadonlySet<number> | undefined): Json[] {
  const table = rowsOf(world, kind.units);
  const rows = contracts ? table.by("contractID", ...contracts) : [...table.rows()];
  return rows
    .filter((row) => row.approveAndPostDate !== null)
    .map((row) => ({
      contractID: row.contractID,
      lineID: row.lineID,
      kind: kind === SERVICE_LINE ? "service" : "bundle",
      startDate: plainDate(row.startDate),
      endDate: plainDate(row.endDate),
      postedAt: row.approveAndPostDate,
    }));
}

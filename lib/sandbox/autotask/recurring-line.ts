import type { World } from "../world";
import { AutotaskRefusal } from "./answers";
import { dayOfRow, midnight } from "./calendar";
import { inInternalCurrency } from "./currency";
import { asPrice, decimal, share } from "./decimal";
import { PERIOD_MONTHS } from "./picklists";
import { type AdjustmentRow, type ContractRow, type LineRow, rowsOf, type UnitRow } from "./rows";
import { settingsOf } from "./settings";
import { type LineHistory, type Span, spansOf } from "./unit-spans";

/** Services and bundles stand on contracts in the same way, under other names. */
export type LineKind = {
  readonly lines: "ContractServices" | "ContractServiceBundles";
  readonly units: "ContractServiceUnits" | "ContractServiceBundleUnits";
  readonly adjustments: "ContractServiceAdjustments" | "ContractServiceBundleAdjustments";
  readonly catalogue: "Services" | "ServiceBundles";
  readonly lineID: "contractServiceID" | "contractServiceBundleID";
  readonly catalogueID: "serviceID" | "serviceBundleID";
  readonly allowRepeat: "allowRepeatService" | "allowRepeatServiceBundle";
};

export const SERVICE_LINE: LineKind = {
  lines: "ContractServices",
  units: "ContractServiceUnits",
  adjustments: "ContractServiceAdjustments",
  catalogue: "Services",
  lineID: "contractServiceID",
  catalogueID: "serviceID",
  allowRepeat: "allowRepeatService",
};

export const BUNDLE_LINE: LineKind = {
  lines: "ContractServiceBundles",
  units: "ContractServiceBundleUnits",
  adjustments: "ContractServiceBundleAdjustments",
  catalogue: "ServiceBundles",
  lineID: "contractServiceBundleID",
  catalogueID: "serviceBundleID",
  allowRepeat: "allowRepeatServiceBundle",
};

export const LINE_KINDS = [SERVICE_LINE, BUNDLE_LINE] as const;

export const POSTED_TEXT = "The effective date lies in an already approved and posted contract period.";

export const unitsOf = (world: World, kind: LineKind, lineID: number): UnitRow[] =>
  rowsOf(world, kind.units).by("lineID", lineID);

export const adjustmentsOf = (world: World, kind: LineKind, lineID: number): AdjustmentRow[] =>
  rowsOf(world, kind.adjustments).by("lineID", lineID);

export const linesOf = (world: World, kind: LineKind, contractID: number): LineRow[] =>
  rowsOf(world, kind.lines).by("contractID", contractID);

export const monthsOf = (contract: ContractRow): number | null =>
  PERIOD_MONTHS.get(contract.contractPeriodType ?? 2) ?? null;

export const isPosted = (row: UnitRow): boolean => row.approveAndPostDate !== null;

/** What the line would be with these adjustments; the world is not changed. */
export function spansWith(
  world: World,
  kind: LineKind,
  line: LineRow,
  adjustments: readonly AdjustmentRow[],
): Span[] {
  const contract = rowsOf(world, "Contracts").get(line.contractID);
  const history: LineHistory = {
    contractStart: dayOfRow(contract.startDate),
    contractEnd: dayOfRow(contract.endDate),
    months: monthsOf(contract),
    firstUnits: line.firstUnits,
    price: line.unitPrice,
    cost: line.unitCost,
    changes: adjustments.map((one) => ({
      day: dayOfRow(one.effectiveDate),
      unitChange: one.unitChange,
      price: one.adjustedUnitPrice,
      cost: one.adjustedUnitCost,
    })),
    closedOn: unitsOf(world, kind, line.id)
      .filter(isPosted)
      .map((row) => dayOfRow(row.endDate)),
  };
  return spansOf(history);
}

/**
 * Brings the unit rows to what the line's adjustments say. Posted rows stay as they are, rows that begin on the same day
 * keep their id, the others go or come.
 */
export function recut(world: World, kind: LineKind, line: LineRow): void {
  const table = rowsOf(world, kind.units);
  const spans = spansWith(world, kind, line, adjustmentsOf(world, kind, line.id));
  const old = new Map(unitsOf(world, kind, line.id).map((row) => [row.startDate, row]));
  for (const span of spans) {
    const start = midnight(span.start);
    const before = old.get(start);
    old.delete(start);
    if (before && isPosted(before)) continue;
    const row = unitRow(world, kind, line, span, before?.id);
    if (!before || !sameRow(before, row)) table.put(row);
  }
  for (const row of old.values()) {
    if (isPosted(row)) throw new AutotaskRefusal(POSTED_TEXT);
    table.delete(row.id);
  }
}

function unitRow(world: World, kind: LineKind, line: LineRow, span: Span, id: number | undefined): UnitRow {
  const { unitRowPrice } = settingsOf(world).options;
  const days = span.end - span.start + 1;
  const shownAs = (each: number): number =>
    unitRowPrice === "unit" ? each : asPrice(share(decimal(each).times(span.units), days, span.periodDays));
  const price = shownAs(span.price);
  return {
    id: id ?? world.nextId(kind.units),
    contractID: line.contractID,
    lineID: line.id,
    [kind.lineID]: line.id,
    [kind.catalogueID]: line[kind.catalogueID] ?? null,
    startDate: midnight(span.start),
    endDate: midnight(span.end),
    units: span.units,
    price,
    cost: span.cost === null ? null : shownAs(span.cost),
    internalCurrencyPrice: inInternalCurrency(world, line.contractID, price),
    approveAndPostDate: null,
    periodStart: midnight(span.periodStart),
    agreedPrice: span.price,
    agreedCost: span.cost,
  };
}

const sameRow = (a: UnitRow, b: UnitRow): boolean =>
  Object.entries(b).every(([member, value]) => a[member] === value);

import type { Json } from "../table";
import type { World } from "../world";
import { addLine, adjust } from "./adjustment";
import { dayOfRow, midnight } from "./calendar";
import type { ContractDefinition, LineDefinition } from "./definition";
import { fillRows } from "./fill-rows";
import { postPeriod } from "./posting";
import { BUNDLE_LINE, type LineKind, monthsOf, recut, SERVICE_LINE } from "./recurring-line";
import { type ContractRow, rowsOf } from "./rows";
import { periodsOf } from "./unit-spans";

const DEFAULTS = {
  contractType: 7,
  contractPeriodType: 2,
  status: 1,
  timeReportingRequiresStartAndStopTimes: 0,
  contractName: "Recurring services",
};

const CHARGE_DEFAULTS = { chargeType: 1, unitQuantity: 1, isBilled: false, isBillableToCompany: true };

export function fillContracts(world: World, definitions: readonly ContractDefinition[]): void {
  for (const { services, bundles, charges, postedThrough, ...members } of definitions) {
    const [id = -1] = fillRows(world, "Contracts", DEFAULTS, [members as Record<string, Json>]);
    const contract = rowsOf(world, "Contracts").get(id);
    for (const line of services) fillLine(world, SERVICE_LINE, contract, line.serviceID, line);
    for (const line of bundles) fillLine(world, BUNDLE_LINE, contract, line.serviceBundleID, line);
    fillRows(world, "ContractCharges", { ...CHARGE_DEFAULTS, contractID: id }, charges);
    if (postedThrough !== undefined) postThrough(world, contract, postedThrough);
  }
}

function fillLine(
  world: World,
  kind: LineKind,
  contract: ContractRow,
  catalogueID: number,
  line: LineDefinition,
): void {
  const { id, units, from, adjustments, unitPrice, unitCost, invoiceDescription, internalDescription } = line;
  const row = addLine(world, kind, contract, catalogueID, {
    id,
    unitPrice,
    unitCost,
    invoiceDescription,
    internalDescription,
    firstUnits: from === undefined ? units : null,
  });
  const first =
    from === undefined
      ? []
      : [{ effectiveDate: from, unitChange: units, adjustedUnitPrice: null, adjustedUnitCost: null }];
  for (const one of [...first, ...adjustments]) {
    const effectiveDate = midnight(dayOfRow(one.effectiveDate));
    const where = { contractID: contract.id, lineID: row.id, catalogueID: null, allowRepeat: false };
    adjust(
      world,
      kind,
      { ...where, ...one, effectiveDate },
      { by: "technician", requestId: null, operation: null },
    );
  }
  recut(world, kind, row);
}

function postThrough(world: World, contract: ContractRow, date: string): void {
  const until = dayOfRow(date);
  for (const period of periodsOf(
    dayOfRow(contract.startDate),
    dayOfRow(contract.endDate),
    monthsOf(contract),
  )) {
    if (period.start <= until) postPeriod(world, contract.id, midnight(period.start));
  }
}

import { isoText } from "../clock";
import type { World } from "../world";
import { AutotaskRefusal } from "./answers";
import { dayOfRow } from "./calendar";
import { inCustomerCurrency } from "./currency";
import { RECURRING_SERVICE } from "./picklists";
import {
  adjustmentsOf,
  isPosted,
  type LineKind,
  linesOf,
  POSTED_TEXT,
  recut,
  spansWith,
  unitsOf,
} from "./recurring-line";
import { type AdjustmentRow, type ContractRow, type LineRow, rowsOf } from "./rows";
import { settingsOf } from "./settings";

/** Who made a change, for the checkers that compare the world with a ledger. */
export type Author = {
  readonly by: "api" | "technician";
  readonly requestId: string | null;
  readonly operation: string | null;
};

/** "From that day on, so many more": addressed by the line, or by contract and service. */
export type Adjustment = {
  readonly contractID: number | null;
  readonly lineID: number | null;
  readonly catalogueID: number | null;
  /** Midnight Z. */
  readonly effectiveDate: string;
  readonly unitChange: number | null;
  readonly adjustedUnitPrice: number | null;
  readonly adjustedUnitCost: number | null;
  readonly allowRepeat: boolean;
};

const OUTSIDE_TEXT = "effectiveDate must be between the start date and end date of the Contract.";
const DUPLICATE_TEXT = "Cannot insert duplicate data into contract_service_period.";
const NEGATIVE_TEXT = "The number of units on the Contract cannot be less than 0.";
const ZERO_TEXT = "The number of units on the Contract must be greater than 0.";

/**
 * Applies an adjustment or refuses it whole. A service that is not on the contract yet gets its line by it. Returns the
 * line; the API tells nobody an id.
 */
export function adjust(world: World, kind: LineKind, wanted: Adjustment, author: Author): LineRow {
  if (wanted.unitChange === null && wanted.adjustedUnitPrice === null && wanted.adjustedUnitCost === null) {
    throw new AutotaskRefusal(
      "An adjustment needs a unitChange, an adjustedUnitPrice or an adjustedUnitCost.",
    );
  }
  const { contract, line } = addressed(world, kind, wanted);
  const day = dayOfRow(wanted.effectiveDate);
  if (contract.contractType !== RECURRING_SERVICE) {
    throw new AutotaskRefusal("Services can only be added to or adjusted on a Recurring Service Contract.");
  }
  if (day < dayOfRow(contract.startDate) || day > dayOfRow(contract.endDate))
    throw new AutotaskRefusal(OUTSIDE_TEXT);
  const on = line ?? newLine(world, kind, contract, wanted);
  const before = adjustmentsOf(world, kind, on.id);
  if (unitsOf(world, kind, on.id).some((row) => isPosted(row) && dayOfRow(row.endDate) >= day))
    throw new AutotaskRefusal(POSTED_TEXT);
  if (before.some((one) => one.effectiveDate === wanted.effectiveDate))
    throw new AutotaskRefusal(DUPLICATE_TEXT);
  const row: AdjustmentRow = {
    id: world.nextId(kind.adjustments),
    contractID: contract.id,
    lineID: on.id,
    effectiveDate: wanted.effectiveDate,
    unitChange: wanted.unitChange ?? 0,
    adjustedUnitPrice: wanted.adjustedUnitPrice,
    adjustedUnitCost: wanted.adjustedUnitCost,
    ...author,
    at: isoText(world.clock.now()),
  };
  refuseImpossibleUnits(world, kind, on, [...before, row]);
  rowsOf(world, kind.adjustments).put(row);
  recut(world, kind, on);
  return on;
}

function addressed(
  world: World,
  kind: LineKind,
  wanted: Adjustment,
): { contract: ContractRow; line: LineRow | undefined } {
  const missing = new AutotaskRefusal(`Value does not reference an existing entity: ${kind.lineID}.`);
  if (wanted.lineID !== null) {
    const line = rowsOf(world, kind.lines).find(wanted.lineID);
    if (!line || (wanted.contractID !== null && line.contractID !== wanted.contractID)) throw missing;
    return { contract: rowsOf(world, "Contracts").get(line.contractID), line };
  }
  const contract =
    wanted.contractID === null ? undefined : rowsOf(world, "Contracts").find(wanted.contractID);
  if (!contract || wanted.catalogueID === null) {
    throw new AutotaskRefusal(
      `An adjustment needs ${kind.lineID}, or contractID together with ${kind.catalogueID}.`,
    );
  }
  const same = linesOf(world, kind, contract.id).filter(
    (one) => one[kind.catalogueID] === wanted.catalogueID,
  );
  return { contract, line: wanted.allowRepeat ? undefined : same[0] };
}

/** A line is made by the adjustment that is refused if anything is wrong, so it is put before the last checks. */
function newLine(world: World, kind: LineKind, contract: ContractRow, wanted: Adjustment): LineRow {
  if ((wanted.unitChange ?? 0) <= 0) throw new AutotaskRefusal(ZERO_TEXT);
  return addLine(world, kind, contract, wanted.catalogueID ?? -1, {});
}

/** Puts a service or bundle on a contract, at its list price unless told otherwise; the line has no units yet. */
export function addLine(
  world: World,
  kind: LineKind,
  contract: ContractRow,
  catalogueID: number,
  given: { [member: string]: string | number | null | undefined },
): LineRow {
  const item = rowsOf(world, kind.catalogue).find(catalogueID);
  if (!item) throw new AutotaskRefusal(`Value does not reference an existing entity: ${kind.catalogueID}.`);
  if (!item.isActive)
    throw new AutotaskRefusal(
      `The value of ${kind.catalogueID} does not exist or is invalid: it is inactive.`,
    );
  if (item.periodType !== contract.contractPeriodType) {
    throw new AutotaskRefusal(
      `The period type of ${kind.catalogueID} must match the contractPeriodType of the Contract.`,
    );
  }
  const line: LineRow = {
    id: world.nextId(kind.lines),
    contractID: contract.id,
    [kind.catalogueID]: catalogueID,
    unitPrice: inCustomerCurrency(world, contract.id, item.unitPrice ?? 0),
    unitCost: item.unitCost ?? null,
    invoiceDescription: null,
    internalDescription: null,
    quoteItemID: null,
    firstUnits: null,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
  rowsOf(world, kind.lines).put(line);
  return line;
}

function refuseImpossibleUnits(
  world: World,
  kind: LineKind,
  line: LineRow,
  adjustments: readonly AdjustmentRow[],
): void {
  const { zeroUnits } = settingsOf(world).options;
  const spans = spansWith(world, kind, line, adjustments);
  if (spans.some((span) => span.units < 0)) throw new AutotaskRefusal(NEGATIVE_TEXT);
  const last = adjustments.at(-1);
  const from = last ? dayOfRow(last.effectiveDate) : 0;
  const falls = (last?.unitChange ?? 0) < 0;
  if (zeroUnits === "refuse" && falls && spans.some((span) => span.start >= from && span.units === 0))
    throw new AutotaskRefusal(ZERO_TEXT);
}

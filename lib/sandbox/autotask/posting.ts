import { isoText } from "../clock";
import type { Json, Row } from "../table";
import type { World } from "../world";
import { dayOfRow, midnight } from "./calendar";
import { inInternalCurrency, minorDigitsOf } from "./currency";
import { asAmount, decimal, share, zeroOr } from "./decimal";
import { BILLING_ITEM_BUNDLE, BILLING_ITEM_CHARGE, BILLING_ITEM_SERVICE } from "./picklists";
import {
  adjustmentsOf,
  isPosted,
  LINE_KINDS,
  type LineKind,
  linesOf,
  monthsOf,
  SERVICE_LINE,
  unitsOf,
} from "./recurring-line";
import { type LineRow, rowsOf, type UnitRow } from "./rows";
import { type Period, periodsOf } from "./unit-spans";

/**
 * Approve & Post of the billing period that contains `day`: every unit row in it is closed and becomes money. What stood
 * at the period's start is one billing item; each change inside it is another, prorated by days. Charges bought up to
 * the period's end are billed with it. Returns how many items came of it.
 */
export function postPeriod(
  world: World,
  contractID: number,
  day: string,
  lineIds?: readonly number[],
): number {
  const contract = rowsOf(world, "Contracts").get(contractID);
  const [start, end] = [dayOfRow(contract.startDate), dayOfRow(contract.endDate)];
  const period = periodsOf(start, end, monthsOf(contract)).find(
    (one) => one.start <= dayOfRow(day) && dayOfRow(day) <= one.end,
  );
  if (!period) return 0;
  const before = rowsOf(world, "BillingItems").size;
  for (const kind of LINE_KINDS) {
    for (const line of linesOf(world, kind, contractID)) {
      if (!lineIds || (kind === SERVICE_LINE && lineIds.includes(line.id)))
        postLine(world, kind, line, period);
    }
  }
  if (!lineIds) postCharges(world, contractID, midnight(period.end));
  return rowsOf(world, "BillingItems").size - before;
}

/** Takes the posting of that period back, as a person can in the vendor's screens. */
export function unpostPeriod(world: World, contractID: number, day: string): void {
  for (const kind of LINE_KINDS) {
    for (const row of rowsOf(world, kind.units).by("contractID", contractID)) {
      if (!isPosted(row) || row.startDate > day || row.endDate < day) continue;
      for (const sibling of unitsOf(world, kind, row.lineID)) {
        if (sibling.periodStart === row.periodStart)
          rowsOf(world, kind.units).put({ ...sibling, approveAndPostDate: null });
      }
      for (const item of rowsOf(world, "BillingItems").by("contractID", contractID)) {
        if (item[kind.lineID] === row.lineID && item.itemDate === row.periodStart)
          rowsOf(world, "BillingItems").delete(item.id);
      }
    }
  }
}

function postLine(world: World, kind: LineKind, line: LineRow, period: Period): void {
  // By day: a change dated before an earlier one makes a row with a higher id.
  const rows = unitsOf(world, kind, line.id)
    .filter((row) => !isPosted(row) && row.periodStart === midnight(period.start))
    .sort((one, other) => (one.startDate < other.startDate ? -1 : 1));
  const adjustments = new Map(adjustmentsOf(world, kind, line.id).map((one) => [one.effectiveDate, one.id]));
  let before: UnitRow | undefined;
  for (const row of rows) {
    const days = period.end - dayOfRow(row.startDate) + 1;
    const isBase = row.startDate === midnight(period.start);
    const difference = worth(row).minus(before ? worth(before) : 0);
    const cost = costOf(row).minus(before ? costOf(before) : 0);
    const digits = minorDigitsOf(world, line.contractID);
    const changed = row.units - (before?.units ?? 0);
    if (!difference.eq(0) || changed !== 0) {
      putItem(world, line.contractID, {
        billingItemType: kind === SERVICE_LINE ? BILLING_ITEM_SERVICE : BILLING_ITEM_BUNDLE,
        subType: isBase ? 100 : 101,
        itemDate: row.periodStart,
        itemName: String(catalogueName(world, kind, line)),
        description: line.invoiceDescription,
        quantity: changed === 0 ? row.units : changed,
        rate:
          changed === 0 && before
            ? decimal(row.agreedPrice).minus(decimal(before.agreedPrice)).toNumber()
            : row.agreedPrice,
        totalAmount: asAmount(share(difference, days, period.days), digits),
        ourCost: asAmount(share(cost, days, period.days), digits),
        [kind.catalogueID]: line[kind.catalogueID] ?? null,
        [kind.lineID]: line.id,
        contractServicePeriodID: kind === SERVICE_LINE ? row.id : null,
        contractServiceAdjustmentID:
          isBase || kind !== SERVICE_LINE ? null : (adjustments.get(row.startDate) ?? null),
      });
    }
    rowsOf(world, kind.units).put({ ...row, approveAndPostDate: isoText(world.clock.now()) });
    before = row;
  }
}

const worth = (row: UnitRow) => decimal(row.agreedPrice).times(row.units);
const costOf = (row: UnitRow) => zeroOr(row.agreedCost).times(row.units);

const catalogueName = (world: World, kind: LineKind, line: LineRow): string =>
  rowsOf(world, kind.catalogue).get(Number(line[kind.catalogueID])).name;

function postCharges(world: World, contractID: number, until: string): void {
  for (const charge of rowsOf(world, "ContractCharges").by("contractID", contractID)) {
    if (charge.isBilled || charge.datePurchased > until) continue;
    const total = asAmount(
      zeroOr(charge.unitPrice).times(charge.unitQuantity),
      minorDigitsOf(world, contractID),
    );
    putItem(world, contractID, {
      billingItemType: BILLING_ITEM_CHARGE,
      subType: 102,
      itemDate: charge.datePurchased,
      itemName: charge.name ?? null,
      quantity: charge.unitQuantity,
      rate: charge.unitPrice ?? 0,
      totalAmount: total,
      ourCost: asAmount(zeroOr(charge.unitCost).times(charge.unitQuantity), 2),
      contractChargeID: charge.id,
    });
    rowsOf(world, "ContractCharges").put({ ...charge, isBilled: true });
  }
}

function putItem(
  world: World,
  contractID: number,
  members: { [member: string]: Json } & { totalAmount: number; rate: number },
): void {
  const item: Row = {
    id: world.nextId("BillingItems"),
    companyID: rowsOf(world, "Contracts").get(contractID).companyID,
    contractID,
    nonBillable: 0,
    taxDollars: 0,
    invoiceID: null,
    postedDate: isoText(world.clock.now()),
    extendedPrice: members.totalAmount,
    internalCurrencyRate: inInternalCurrency(world, contractID, members.rate),
    internalCurrencyTotalAmount: inInternalCurrency(world, contractID, members.totalAmount),
    internalCurrencyExtendedPrice: inInternalCurrency(world, contractID, members.totalAmount),
    ...members,
  };
  rowsOf(world, "BillingItems").put(item);
}

import type { OwnOperation } from "./own-operations";
import type { ToldContracts, ToldLine } from "./told";
import { unitGrid } from "./unit-grid";

/** One contract with the grid of its lines, its charges and what was billed last. */
export function contractView(
  told: ToldContracts,
  contract: ToldContracts["contracts"][number],
  with_: { today: string; operations: ReadonlyMap<string, OwnOperation> },
) {
  const lines = told.lines.filter((line) => line.contractID === contract.id);
  const { periods, cells } = unitGrid(lines, with_.today);
  return {
    id: String(contract.id),
    name: contract.contractName,
    number: contract.contractNumber || null,
    startDate: dayOf(contract.startDate),
    endDate: dayOf(contract.endDate),
    periods,
    lines: lines.map((line) => ({
      ...lineView(line, with_.operations),
      cells: periods.map((period) => [...(cells.get(line.id)?.get(period.start) ?? [])]),
    })),
    charges: told.charges
      .filter((charge) => charge.contractID === contract.id)
      .map((charge) => ({
        id: String(charge.id),
        name: charge.name ?? "",
        date: dayOf(charge.datePurchased),
        quantity: charge.unitQuantity,
        unitPrice: charge.unitPrice,
        isBilled: charge.isBilled === true,
      })),
    billed: told.billingItems
      .filter((item) => item.contractID === contract.id)
      .sort((one, other) => other.id - one.id)
      .slice(0, billedAtMost)
      .map((item) => ({
        id: String(item.id),
        date: dayOf(item.itemDate),
        name: item.itemName ?? "",
        quantity: item.quantity,
        amount: item.totalAmount,
      })),
  };
}

const billedAtMost = 12;

function lineView(line: ToldLine, operations: ReadonlyMap<string, OwnOperation>) {
  return {
    id: String(line.id),
    kind: line.kind,
    itemId: line.serviceID === undefined ? null : String(line.serviceID),
    name: line.name,
    key: line.internalDescription || null,
    changes: line.adjustments.map((change) => ({
      id: String(change.id),
      date: change.effectiveDate,
      difference: change.unitChange,
      unitPrice: change.adjustedUnitPrice,
      by: change.by,
      operation: (change.operation && operations.get(change.operation)) || null,
    })),
  };
}

/** Calendar dates come as midnight in UTC. */
const dayOf = (text: string): string => text.slice(0, 10);

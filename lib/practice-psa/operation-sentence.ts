import { sayDate } from "@/lib/dates";
import type { ChargeToAdd } from "@/lib/operations/charge-kinds";
import { sayQuantity } from "@/lib/plans/line-words";
import type { LineTarget } from "@/lib/psa/records";
import { taskName } from "@/lib/sync/sync-task";
import type { NamedOperation } from "./operation-query";

/** "T-000123, 10 to 12 seats from 17 March (Office Suite for Calder LLC)": why the portal sent a request. */
export function sayOperation(operation: NamedOperation, today: string): string {
  const { taskNumber, customerName, productName } = operation;
  const what = whatOf(operation, today);
  const whose = customerName && productName ? ` (${productName} for ${customerName})` : "";
  const task = taskNumber === null ? "" : `${taskName(Number.parseInt(taskNumber, 10))}, `;
  return `${task}${what}${whose}`;
}

function whatOf({ kind, intended, unit }: NamedOperation, today: string): string {
  if (kind === "set_line_text") return "text of the line";
  if (kind === "add_charge" || kind === "remove_charge") {
    // Safe: both kinds hold the charge.
    const { name, date } = intended as ChargeToAdd;
    const on = `on ${sayDate(date, today)}`;
    return kind === "add_charge" ? `charge '${name}' ${on}` : `charge '${name}' ${on} taken away`;
  }
  // Safe: every other kind of the ledger wants a quantity and price from a day on.
  const { quantityBefore, quantity, effectiveDate, unitPrice } = intended as LineTarget;
  const price = unitPrice === undefined ? "" : ` at ${unitPrice}`;
  const from = `from ${sayDate(effectiveDate, today)}`;
  const wanted = sayQuantity(quantity, unit ?? "unit");
  if (quantityBefore === quantity) return `${wanted}${price} ${from}`;
  return `${quantityBefore} to ${wanted}${price} ${from}`;
}

import type { TaskType } from "@/db/schema/sync";
import { sayDate } from "@/lib/dates";
import { formatUnitPrice } from "@/lib/money";

/** Units that are counted; the others (GB, GiB) are measured and keep their form. */
const countedUnits: Record<string, string> = {
  seat: "seats",
  server: "servers",
  device: "devices",
  mailbox: "mailboxes",
  hour: "hours",
};

/** "12 seats", "1 seat", "180.25 GB"; of unit "each" the number alone. */
export function sayQuantity(quantity: string, unit: string): string {
  if (unit === "each") return quantity;
  return `${quantity} ${quantity === "1" ? unit : (countedUnits[unit] ?? unit)}`;
}

/**
 * What a task does, as a person says it: "12 seats from 17 March", "10 to 12 seats from 17 March", "10 seats, none from
 * 1 April", "20.00 to 22.00 GBP a seat from 1 April". What a first run takes over counts from the start of its period, which
 * nobody knows before there is a contract: "12 seats as held on 17 March".
 */
export function taskSentence(task: {
  type: TaskType;
  quantity: string;
  previousQuantity?: string;
  unitPrice?: string;
  previousUnitPrice?: string;
  currency: string;
  unit: string;
  effectiveDate: string;
  today: string;
  isTakenOver?: boolean;
}): string {
  const day = sayDate(task.effectiveDate, task.today);
  const from = `from ${day}`;
  const { quantity, previousQuantity } = task;
  // Usage that is counted in money.
  const unit = task.unit === "currency" ? task.currency : task.unit;
  if (task.type === "cancellation") {
    const what = previousQuantity === undefined ? "" : `${sayQuantity(previousQuantity, unit)}, `;
    return `${what}none ${from}`;
  }
  if (task.type === "sales" || previousQuantity === undefined)
    return `${sayQuantity(quantity, unit)} ${task.isTakenOver ? `as held on ${day}` : from}`;
  if (previousQuantity !== quantity) return `${previousQuantity} to ${sayQuantity(quantity, unit)} ${from}`;
  const { unitPrice, previousUnitPrice } = task;
  if (unitPrice !== undefined && previousUnitPrice !== undefined && unitPrice !== previousUnitPrice) {
    const each = unit === "each" ? "each" : `a ${unit}`;
    const [before, after] = [previousUnitPrice, unitPrice].map((price) =>
      formatUnitPrice(price, task.currency),
    );
    return `${before} to ${after} ${task.currency} ${each} ${from}`;
  }
  return `${sayQuantity(quantity, unit)}, unchanged, ${from}`;
}

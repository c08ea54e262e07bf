import { formatUnitPrice, isNegative, isZero, negateDecimal, subtractDecimals } from "@/lib/money";
import { taskName } from "@/lib/sync/sync-task";
import { type FindingClass, type Found, perMonth, taskSubject } from "./finding";
import type { IgnoredTask, MissedAmount } from "./task-findings-query";

type Difference = { class: FindingClass; units: string; unitPrice: string | null; is: string };

/**
 * What it costs that a change is not written: 12 ordered and 10 billed at 9.40 a month are 18.80 under. The class is by
 * what differs, not by what the order calls itself.
 */
export function findingOfTask(task: IgnoredTask): Found {
  const difference = differenceOf(task);
  const { customerName, productName, orders } = task;
  const source = orders.length === 0 ? "the first run" : `order ${orders.join(", ")}`;
  return {
    class: difference.class,
    subject: taskSubject(task.taskId),
    ids: idsOf(task),
    connectionId: task.connectionId,
    customerId: task.customerId,
    subscriptionId: task.subscriptionId,
    money: perMonth(
      { quantity: difference.units, unitPrice: difference.unitPrice ?? undefined },
      task.cycle,
      task.currency,
    ),
    isOnce: task.cycle === "one_time",
    sentence: `${productName} for ${customerName}: ${difference.is}.`,
    reason: task.reason,
    cause: `${source} was put aside (${taskName(task.number)})`,
  };
}

function differenceOf(task: IgnoredTask): Difference {
  const { type, cycle, quantity, standing, unitPrice, standingPrice, unit } = task;
  const ordered = `${quantity} ordered (${unit})`;
  const price = standingPrice ?? unitPrice;
  if (cycle === "one_time")
    return { class: "unbilled", units: quantity, unitPrice, is: `${ordered}, not charged` };
  if (type === "cancellation" || isZero(quantity)) {
    const units = standing ?? "0";
    return {
      class: "ended_still_billed",
      units,
      unitPrice: standing === null ? null : price,
      is: `ended, ${units} still billed`,
    };
  }
  const billed = standing ?? (type === "sales" ? "0" : quantity);
  if (isZero(billed)) return { class: "unbilled", units: quantity, unitPrice, is: `${ordered}, none billed` };
  const units = subtractDecimals(quantity, billed);
  const is = `${ordered}, ${billed} billed`;
  if (isZero(units)) return differingPrice(task);
  return isNegative(units)
    ? {
        class: "over",
        units: negateDecimal(units),
        unitPrice: price,
        is: `${is}; the customer pays too much`,
      }
    : { class: "under", units, unitPrice: price, is };
}

function differingPrice({ quantity, unitPrice, standingPrice, currency }: IgnoredTask): Difference {
  const found = { class: "price_differs", units: quantity } as const;
  if (unitPrice === null || standingPrice === null) {
    return { ...found, unitPrice: null, is: `a change of price of ${quantity} is not written` };
  }
  const [ordered, billed] = [unitPrice, standingPrice].map((price) => formatUnitPrice(price, currency));
  return {
    ...found,
    unitPrice: subtractDecimals(unitPrice, standingPrice),
    is: `${quantity} ordered at ${ordered} ${currency}, billed at ${billed}`,
  };
}

/** A change that came too late for a posted period, by a partner who has such amounts reported only. */
export function findingOfMissed(missed: MissedAmount): Found {
  return {
    class: "missed_posted_period",
    subject: taskSubject(missed.taskId),
    ids: idsOf(missed),
    connectionId: missed.connectionId,
    customerId: missed.customerId,
    subscriptionId: missed.subscriptionId,
    money:
      missed.amountMinor === null
        ? undefined
        : { amountMinor: sizeOf(BigInt(missed.amountMinor)), currency: missed.currency },
    isOnce: true,
    sentence: `${missed.productName} for ${missed.customerName}: ${missed.text} was not billed, because the period is closed.`,
    cause: "the change came after its period was posted",
  };
}

const sizeOf = (minor: bigint): bigint => (minor < 0n ? -minor : minor);

const idsOf = (of: {
  taskId: string;
  planId: string | null;
  psaContractId: string | null;
  psaLineId?: string | null;
}) => ({
  taskId: of.taskId,
  ...(of.planId !== null && { planId: of.planId }),
  ...(of.psaContractId !== null && { psaContractId: of.psaContractId }),
  ...(of.psaLineId != null && { psaLineId: of.psaLineId }),
});

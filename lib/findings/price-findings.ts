import { quantityOn, timelineOf } from "@/lib/billing/timeline";
import { sayDate } from "@/lib/dates";
import { pinOf } from "@/lib/mappings/line-memory";
import {
  compareDecimals,
  formatUnitPrice,
  isNegative,
  isZero,
  negateDecimal,
  sendableUnitPrice,
  subtractDecimals,
} from "@/lib/money";
import { driftsOf } from "./drift";
import { type Found, lineSubject, perMonth } from "./finding";
import type { SeenLine } from "./note-drifts";

const kinds = { price: "price_differs", cost: "cost_differs" } as const;

/** What a line can be found as here, and by which subject. */
export const priceSubjects = (lineLinkId: string) =>
  (["price", "cost"] as const).map((field) => ({
    class: kinds[field],
    subject: lineSubject(lineLinkId, field),
  }));

/**
 * Price and cost that the portal owns and the vendor has moved, while the PSA still bills at the old one: 10 seats at
 * 22.00 since 12 March, billed at 20.00, are 20.00 per month. A figure that we wrote and the PSA shows later, a pinned
 * one and one that somebody changed by hand are told elsewhere.
 */
export function movedPrices({ line, shown, today }: SeenLine): Found[] {
  const drifting = new Set(driftsOf(line, shown, today).map(({ field }) => field));
  const quantity = quantityOn(timelineOf(shown.periods), today);
  const { vendor } = line;
  if (vendor === null || isZero(quantity)) return [];
  return (["price", "cost"] as const).flatMap((field): Found[] => {
    const [ordered, billed, set] =
      field === "price"
        ? ([vendor.unitPrice, shown.unitPrice, "unitPrice"] as const)
        : ([vendor.unitCost, shown.unitCost, "unitCost"] as const);
    if (ordered === null || billed === undefined || line.owners[field] !== "portal") return [];
    if (drifting.has(field) || pinOf(line.pins, field)) return [];
    const wanted = sendableUnitPrice(ordered).unitPrice;
    // Not every PSA tells a figure that was written for the units to come.
    const isWritten =
      line.lastWritten?.[set] !== undefined && compareDecimals(line.lastWritten[set], wanted) === 0;
    const apart = subtractDecimals(wanted, billed);
    if (isWritten || isZero(apart)) return [];
    const [before, after] = [billed, wanted].map((figure) => formatUnitPrice(figure, line.currency));
    const size = isNegative(apart) ? negateDecimal(apart) : apart;
    return [
      {
        class: kinds[field],
        subject: lineSubject(line.lineLinkId, field),
        ids: { lineLinkId: line.lineLinkId, psaContractId: line.psaContractId, psaLineId: line.psaLineId },
        connectionId: line.connectionId,
        customerId: line.customerId,
        subscriptionId: line.subscriptionId,
        money: perMonth({ quantity, unitPrice: size }, line.cycle, line.currency),
        isAboutCost: field === "cost",
        sentence: `${line.productName} for ${line.customerName}: the ${field} is ${after} ${line.currency}, the PSA holds ${before}.`,
        cause:
          vendor.movedOn === null
            ? "the vendor's figure differs"
            : `it moved on ${sayDate(vendor.movedOn, today)}`,
      },
    ];
  });
}

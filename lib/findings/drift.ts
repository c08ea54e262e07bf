import { quantityOn, timelineOf } from "@/lib/billing/timeline";
import {
  type AcceptedValues,
  type FieldOwner,
  type LineField,
  type LinePin,
  pinOf,
} from "@/lib/mappings/line-memory";
import { addDecimals, compareDecimals, subtractDecimals } from "@/lib/money";
import type { LinePeriod } from "@/lib/psa/records";

/** A confirmed write of ours, taken back or not. */
export type WrittenChange = {
  effectiveDate: string;
  quantityBefore: string;
  quantity: string;
  unitPrice?: string | null;
  unitPriceBefore?: string | null;
  unitCost?: string | null;
  unitCostBefore?: string | null;
};

/** What we know of a line without asking the PSA: what we wrote, who owns which field, what a person decided. */
export type LineMemory = {
  lastWritten?: {
    quantity?: string;
    effectiveDate?: string;
    unitPrice?: string;
    unitCost?: string;
  } | null;
  /** In the order they were confirmed. */
  changes: readonly WrittenChange[];
  owners: Record<LineField, FieldOwner>;
  /** Forgotten with our next write. */
  accepted?: AcceptedValues | null;
  pins?: readonly LinePin[] | null;
};

/** What the PSA shows of the line. A price or cost that was not read is left out. */
export type LineShown = {
  periods: readonly LinePeriod[];
  unitPrice?: string;
  unitCost?: string;
};

export type Drift = { field: LineField; ours: string; now: string };

/**
 * Fields of the portal's in which the PSA shows neither what we wrote last nor anything else of ours: somebody changed
 * them by hand. We wrote 10, the line shows 11 today. A decrease of ours that counts from April is no hand edit in
 * March, and a day that no row covers proves nothing.
 */
export function driftsOf(memory: LineMemory, shown: LineShown, today: string): Drift[] {
  const found: Drift[] = [];
  const held = quantityShown(shown, today);
  const expected = memory.owners.quantity === "portal" ? expectedQuantity(memory, today) : undefined;
  if (held !== undefined && expected !== undefined && compareDecimals(held, expected) !== 0) {
    found.push({ field: "quantity", ours: expected, now: held });
  }
  for (const field of ["price", "cost"] as const) {
    const now = field === "price" ? shown.unitPrice : shown.unitCost;
    const ours = expectedFigure(memory, field);
    if (memory.owners[field] !== "portal" || now === undefined || ours === undefined) continue;
    const known = [ours, ...(pinOf(memory.pins, field) ? [] : onTheirWay(memory, field, today))];
    if (known.every((figure) => compareDecimals(figure, now) !== 0)) found.push({ field, ours, now });
  }
  return found;
}

function quantityShown({ periods }: LineShown, today: string): string | undefined {
  const isCovered = periods.some((row) => row.startDate <= today && today <= row.endDate);
  return isCovered ? quantityOn(timelineOf(periods), today) : undefined;
}

const difference = (change: WrittenChange) => subtractDecimals(change.quantity, change.quantityBefore);

/**
 * What the line must hold on a day, reckoned from the last thing that is known for certain: a value that a person took
 * over or keeps, else our last write, along the steps of our other writes between its day and this one.
 */
export function expectedQuantity(memory: LineMemory, day: string): string | undefined {
  const pin = pinOf(memory.pins, "quantity");
  if (pin) return pin.value;
  const last = memory.changes.at(-1);
  const accepted = memory.accepted?.quantity;
  if (accepted) return along(memory.changes, accepted.value, accepted.onDate, day);
  if (last === undefined) {
    const { quantity, effectiveDate } = memory.lastWritten ?? {};
    return effectiveDate === undefined || effectiveDate <= day ? quantity : undefined;
  }
  const others = memory.changes.slice(0, -1);
  if (day >= last.effectiveDate) return along(others, last.quantity, last.effectiveDate, day);
  const steps = others.filter((one) => day < one.effectiveDate && one.effectiveDate <= last.effectiveDate);
  return subtractDecimals(last.quantityBefore, addDecimals("0", ...steps.map(difference)));
}

function along(changes: readonly WrittenChange[], value: string, fromDate: string, day: string): string {
  const steps = changes.filter((one) => fromDate < one.effectiveDate && one.effectiveDate <= day);
  return addDecimals(value, ...steps.map(difference));
}

function expectedFigure(memory: LineMemory, field: "price" | "cost"): string | undefined {
  const pin = pinOf(memory.pins, field);
  if (pin) return pin.value;
  return (field === "price" ? memory.lastWritten?.unitPrice : memory.lastWritten?.unitCost) ?? undefined;
}

/**
 * Figures of our own that the PSA may show beside the last one: before a write's day it tells the old figure or already
 * the coming one. A cost is ignored without the right to it, so the one before our last write of it stays ours.
 */
function onTheirWay({ changes }: LineMemory, field: "price" | "cost", today: string): string[] {
  const [set, before] =
    field === "price"
      ? (["unitPrice", "unitPriceBefore"] as const)
      : (["unitCost", "unitCostBefore"] as const);
  const written = changes.filter((one) => one[set] != null);
  const coming = written.filter((one) => one.effectiveDate >= today);
  const ignored = field === "cost" ? written.slice(-1) : [];
  return [...coming, ...ignored].flatMap((one) => [one[set], one[before]].filter((figure) => figure != null));
}

import type { Tone } from "@/components/ui/state";
import type { ProductOnScreen } from "@/lib/mappings/product-wire";

export const standingWords: Record<ProductOnScreen["standing"], { tone: Tone; word: string }> = {
  mapped: { tone: "green", word: "mapped" },
  item_problem: { tone: "red", word: "does not fit" },
  unmapped: { tone: "red", word: "not mapped" },
  not_held: { tone: "grey", word: "not mapped" },
  free: { tone: "grey", word: "not synced" },
};

export const driverWords = { orders: "orders", usage: "usage" } as const;

/** "Retrieve services list": what the PSA calls its items. */
export const retrieveWords = (catalogItem: string): string => `Retrieve ${catalogItem}s list`;

const counted: readonly string[] = ["seat", "server", "device", "mailbox", "hour"];

/** After a quantity: "12 seats", "1 seat", "180 GB"; usage that is counted in money says so. */
export function unitWord(quantity: string, unit: string): string {
  if (unit === "each") return "";
  if (unit === "currency") return "in money";
  return counted.includes(unit) && quantity !== "1" ? `${unit}s` : unit;
}

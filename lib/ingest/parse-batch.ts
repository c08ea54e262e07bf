import type { z } from "zod";
import { DoorError } from "@/lib/http/problem";
import type { ItemError } from "./answer";
import { firstItemError } from "./item-error";
import { maxItems } from "./schemas";

/** One item of a batch: parsed, or with the first thing wrong. `id` as sent, when it is text. */
export type BatchItem<Item> = { index: number; id: string | null } & ({ item: Item } | { error: ItemError });

/** The items of a batch, each parsed by itself. Throws `malformed` (400) when it is no batch. */
export function parseBatch<Schema extends z.ZodType>(
  kind: { item: Schema; idField: string },
  json: unknown,
): BatchItem<z.output<Schema>>[] {
  return itemsOf(json).map((given, index) => {
    const id = idOf(given, kind.idField);
    const parsed = kind.item.safeParse(given);
    return parsed.success
      ? { index, id, item: parsed.data }
      : { index, id, error: firstItemError(given, parsed.error.issues) };
  });
}

function itemsOf(json: unknown): readonly unknown[] {
  const malformed = (detail: string): DoorError => new DoorError(400, "malformed", detail);
  if (json === null || typeof json !== "object" || !("items" in json) || !Array.isArray(json.items))
    throw malformed('Send a batch: {"items": [...]}.');
  const other = Object.keys(json).find((member) => member !== "items");
  if (other !== undefined) throw malformed(`A batch has no member "${other}".`);
  if (json.items.length === 0 || json.items.length > maxItems)
    throw malformed(`A batch holds 1 to ${maxItems} items; this one holds ${json.items.length}.`);
  return json.items;
}

function idOf(item: unknown, field: string): string | null {
  const id = item !== null && typeof item === "object" ? (item as Record<string, unknown>)[field] : undefined;
  return typeof id === "string" ? id.trim().normalize("NFC") : null;
}

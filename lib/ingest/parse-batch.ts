import type { z } from "zod";
import { DoorError } from "@/lib/http/problem";
import type { ItemError } from "./answer";
import { firstItemError } from "./item-error";
import { type IngestKind, ingestKinds, maxItems } from "./schemas";

export type ItemOf<Kind extends IngestKind> = z.output<(typeof ingestKinds)[Kind]["item"]>;

export type ParsedItem<Kind extends IngestKind> = {
  index: number;
  /** As sent, when it is text: what the answer calls the item. */
  id: string | null;
} & ({ item: ItemOf<Kind> } | { error: ItemError });

/** The items of a batch, each parsed or with the first thing wrong. Throws `malformed` (400) when it is no batch. */
export function parseBatch<Kind extends IngestKind>(kind: Kind, json: unknown): ParsedItem<Kind>[] {
  const items = itemsOf(json);
  const { item: schema, idField } = ingestKinds[kind];
  return items.map((given, index) => {
    const id = idOf(given, idField);
    const parsed = schema.safeParse(given);
    if (!parsed.success) return { index, id, error: firstItemError(given, parsed.error.issues) };
    // The schema of `kind` was the one asked; the compiler loses the link between the two.
    return { index, id, item: parsed.data as ItemOf<Kind> };
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

import { z } from "zod";

/** What an audit entry of a product mapping holds of it: the members that changed. */
const members = z
  .object({
    state: z.string(),
    legs: z.array(z.object({ psaItemId: z.string(), factor: z.string() })),
    driver: z.string(),
    allowance: z.string().nullable(),
    minimum: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .partial();

type Entry = { action: string; before: unknown; after: unknown };

/** Items that entries speak of, so that they can be named. */
export const itemsInHistory = (entries: readonly Entry[]): string[] => [
  ...new Set(
    entries.flatMap(({ before, after }) => [itemOf(before), itemOf(after)]).filter((id) => id !== undefined),
  ),
];

/** "mapped to 'Office Suite'", "no longer synced: free of charge". One phrase for each entry. */
export function tellChange({ action, before, after }: Entry, names: ReadonlyMap<string, string>): string {
  const was = read(before);
  const is = read(after);
  const name = (value: unknown) => {
    const id = itemOf(value);
    return id === undefined ? undefined : `'${names.get(id) ?? id}'`;
  };
  if (action === "product_mapping.unmapped") return "unmapped";
  if (action === "product_mapping.excluded") return `not synced${is.reason ? `: ${is.reason}` : ""}`;
  const parts: string[] = [];
  const to = name(after);
  if (action === "product_mapping.accepted") parts.push(to ? `mapped to ${to}` : "mapped again");
  else if (to && to !== name(before)) parts.push(`mapped to ${to} instead of ${name(before) ?? "nothing"}`);
  const factors = [was.legs?.[0]?.factor ?? "1", is.legs?.[0]?.factor ?? "1"];
  if (is.legs && factors[0] !== factors[1]) parts.push(`factor ${factors[1]} (was ${factors[0]})`);
  for (const member of ["driver", "allowance", "minimum"] as const) {
    const value = is[member];
    if (action === "product_mapping.changed" && value !== undefined) {
      parts.push(`${member} ${value ?? "none"} (was ${was[member] ?? "none"})`);
    }
  }
  return parts.join(", ") || "changed";
}

const read = (value: unknown) => members.catch({}).parse(value ?? {});
const itemOf = (value: unknown): string | undefined => read(value).legs?.[0]?.psaItemId;

import { canonicalText, type Json, toJson } from "@/lib/json";

type Members = Record<string, unknown>;
export type Difference = { before?: Record<string, Json>; after?: Record<string, Json> };

/** Members that never reach the log, however a caller names its record's columns. */
const secretName = /secret|password|passwd|token|hash$|encrypted|privatekey/i;
const hidden = "••••••";

function readable(name: string, value: unknown): Json {
  return secretName.test(name) && value !== null && value !== undefined ? hidden : toJson(value ?? null);
}

/**
 * What a change changed: with both sides given, only the members that differ; with one side, that side whole (a record
 * made or removed). A changed secret shows as changed, never as a value.
 */
export function auditDifference(before?: Members, after?: Members): Difference {
  const side = (members: Members, names: readonly string[]): Record<string, Json> =>
    Object.fromEntries(names.map((name) => [name, readable(name, members[name])]));
  if (!before && !after) return {};
  if (!before || !after) {
    const only = side(before ?? after ?? {}, Object.keys(before ?? after ?? {}));
    return before ? { before: only } : { after: only };
  }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => canonicalText(toJson(before[name] ?? null)) !== canonicalText(toJson(after[name] ?? null)),
  );
  return { before: side(before, names), after: side(after, names) };
}

import type { HistoryRow } from "./customer-history-query";
import { actorName } from "./customer-map";

export type HistoryEntry = { id: string; at: string; who: string; what: string };

type Company = { id: string | null; name: string | null };

/**
 * The log as sentences, the newest first. An entry keeps only what differed, so the company that it does not name is
 * the one of the newer entry, and of the mapping itself for the newest.
 */
export function historyOf(rows: readonly HistoryRow[], now: Company): HistoryEntry[] {
  let then = now;
  return rows.map((row) => {
    const before = earlier(row, then);
    const what = sentence(row, before, then);
    then = before;
    return { id: row.id, at: row.at, who: actorName(row.actor) ?? "Counterpart", what };
  });
}

function earlier({ before }: HistoryRow, after: Company): Company {
  return {
    id: before && "psaCompanyId" in before ? (before.psaCompanyId ?? null) : after.id,
    name: before && "psaCompanyName" in before ? (before.psaCompanyName ?? null) : after.name,
  };
}

function sentence(row: HistoryRow, before: Company, after: Company): string {
  switch (row.action) {
    case "customer_mapping.unmapped":
      return before.id === null ? "Taken back into the list" : `Unmapped from ${named(before)}`;
    case "customer_mapping.excluded":
      return `Excluded: ${row.after?.reason ?? "no reason given"}`;
    case "customer_mapping.changed":
      return before.id === after.id
        ? `Saved again on ${named(after)}`
        : `Moved from ${named(before)} to ${named(after)}`;
    default:
      return `Mapped to ${named(after)}`;
  }
}

const named = ({ id, name }: Company): string => `${name ?? "company"} (${id ?? "unknown"})`;

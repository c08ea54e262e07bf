import type { Page } from "./list-query";

/** `next` is the key to go on after; `null` on the last page. */
export type Listed<Row> = { items: Row[]; next: string | null };

/** One row more than asked was read: it tells whether there is a next page. */
export function listed<Row>(page: Page, rows: readonly (Row & { key: string })[]): Listed<Row> {
  const shown = rows.slice(0, page.limit);
  return { items: shown, next: rows.length > page.limit ? (shown.at(-1)?.key ?? null) : null };
}

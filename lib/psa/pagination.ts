import { PsaError } from "./errors";

export type Page<Row> = { rows: readonly Row[]; isLast: boolean };

/** No list of a PSA is this long; more pages mean that it answers in circles. */
const MAX_PAGES = 1_000;

/**
 * Walks a list sorted by ascending id: each page asks for what lies above the last id seen. Rows that appear or vanish
 * meanwhile shift nothing. Ids that do not grow end the walk with `bad_answer`, and so does a walk without an end.
 *
 * @param readPage one page of rows above `afterId` (undefined: from the start)
 */
export async function* walkIds<Row>(
  readPage: (afterId: number | undefined) => Promise<Page<Row>>,
  idOf: (row: Row) => number,
  maxPages = MAX_PAGES,
): AsyncGenerator<readonly Row[]> {
  let afterId: number | undefined;
  for (let pages = 0; pages < maxPages; pages++) {
    const { rows, isLast } = await readPage(afterId);
    for (const row of rows) {
      const id = idOf(row);
      if (afterId !== undefined && id <= afterId) {
        throw new PsaError(
          "bad_answer",
          `The list repeats itself after record ${afterId}; nothing of it is used.`,
        );
      }
      afterId = id;
    }
    if (rows.length > 0) yield rows;
    if (isLast || rows.length === 0) return;
  }
  throw new PsaError("bad_answer", `The list has no end after ${maxPages} pages; nothing of it is used.`);
}

export async function collect<Row>(pages: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const all: Row[] = [];
  for await (const page of pages) for (const row of page) all.push(row);
  return all;
}

export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}

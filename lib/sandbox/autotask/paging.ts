import type { Json, Row } from "../table";

export type Page = { readonly items: readonly Row[]; readonly nextAfter: number | undefined };

/** What a page URL carries: the ids after which this page and the ones before it began. */
export type PageMark = {
  readonly pageSize: number;
  readonly previousIds: readonly number[];
  readonly nextIds: readonly number[];
};

const BEFORE_THE_FIRST = -1;

/** One page; looks one row further to know whether another follows. */
export function takePage(rows: Iterable<Row>, size: number): Page {
  const items: Row[] = [];
  for (const row of rows) {
    if (items.length === size) return { items, nextAfter: items.at(-1)?.id };
    items.push(row);
  }
  return { items, nextAfter: undefined };
}

export const firstMark = (pageSize: number): PageMark => ({
  pageSize,
  previousIds: [],
  nextIds: [BEFORE_THE_FIRST],
});

export const beginOf = (mark: PageMark): number => mark.nextIds.at(-1) ?? BEFORE_THE_FIRST;

/** `count` is the number of rows in this page; there is no total. */
export function pageDetails(page: Page, mark: PageMark, url: (mark: PageMark) => string): Json {
  const begin = beginOf(mark);
  const back = mark.previousIds.at(-1);
  const next = page.nextAfter;
  return {
    count: page.items.length,
    requestCount: mark.pageSize,
    prevPageUrl:
      back === undefined
        ? null
        : url({ ...mark, previousIds: mark.previousIds.slice(0, -1), nextIds: [back] }),
    nextPageUrl:
      next === undefined
        ? null
        : url({ ...mark, previousIds: [...mark.previousIds, begin], nextIds: [next] }),
  };
}

/** As live addresses look: braces escaped in lower case, double quotes raw. */
export const escapeForUrl = (value: Json | PageMark): string =>
  JSON.stringify(value).replace(/[^\w",:[\]().'~*-]/gu, (sign) => encodeURIComponent(sign).toLowerCase());

export function parseMark(text: string): PageMark | undefined {
  try {
    const { pageSize, previousIds, nextIds } = JSON.parse(text) as Partial<PageMark>;
    const numbers = (value: unknown): value is number[] =>
      Array.isArray(value) && value.every((one) => Number.isInteger(one));
    if (!Number.isInteger(pageSize) || !numbers(previousIds) || !numbers(nextIds)) return undefined;
    return { pageSize: pageSize as number, previousIds, nextIds };
  } catch {
    return undefined;
  }
}

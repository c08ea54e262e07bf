import { z } from "zod";
import { AppError } from "@/lib/errors";

/** Where a list goes on: the last row's value of the sort column, as text, and its id. */
export type Place = { value: string; id: string };
export type Page = { after: Place | undefined; limit: number };

const place = {
  text: z.tuple([
    z
      .string()
      .max(300)
      .regex(/^[^\p{Cc}\p{Cs}]*$/u),
    z.uuid(),
  ]),
  time: z.tuple([z.iso.datetime().regex(/^[1-9]/), z.uuid()]),
  amount: z.tuple([z.string().regex(/^-?\d{1,30}(\.\d{1,30})?$/), z.uuid()]),
};

/** The query members of every list that is read page by page; `cursor` is the `next` of the page before. */
export const pageQuery = (maxLimit: number) => ({
  cursor: z.string().max(1000).optional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, { error: `must be a whole number from 1 to ${maxLimit}`, abort: true })
    .transform((text) => Number.parseInt(text, 10))
    .pipe(z.int().max(maxLimit, { error: `must be a whole number from 1 to ${maxLimit}` }))
    .default(50)
    .meta({ description: `1 to ${maxLimit}` }),
});

const encodeCursor = ({ value, id }: Place): string =>
  Buffer.from(JSON.stringify([value, id])).toString("base64url");

/**
 * Where a list goes on that is sorted by a text, a time or an amount. Throws `invalid` for a cursor that no page of it has given.
 */
export function pageOf(query: { cursor?: string | undefined; limit: number }, by: keyof typeof place): Page {
  if (query.cursor === undefined) return { after: undefined, limit: query.limit };
  try {
    const [value, id] = place[by].parse(JSON.parse(Buffer.from(query.cursor, "base64url").toString("utf8")));
    return { after: { value, id }, limit: query.limit };
  } catch (cause) {
    throw new AppError("invalid", "The cursor is not one of this list. Start again without it.", {
      fields: [{ field: "cursor", code: "unknown_value", message: "cursor is not one of this list" }],
      cause,
    });
  }
}

/** A page's rows and where the next one starts; rows were asked for with one more than the limit. */
export function cut<Row>(rows: readonly Row[], page: Page, placeOf: (row: Row) => Place) {
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return { shown, next: last === undefined ? null : encodeCursor(placeOf(last)) };
}

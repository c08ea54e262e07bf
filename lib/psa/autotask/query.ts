import { z } from "zod";
import { PsaError } from "../errors";
import { walkIds } from "../pagination";
import type { AutotaskClient } from "./client";
import { itemEnvelope, pageEnvelope } from "./wire";

export type Condition =
  | { op: "eq" | "gt" | "gte" | "lt" | "lte"; field: string; value: number | string | boolean }
  | { op: "contains"; field: string; value: string }
  | { op: "in"; field: string; value: readonly number[] };

/** Rows of one page, and ids or other alternatives in one question. */
export const PAGE_SIZE = 500;

/**
 * All rows of an entity that meet every condition, ids ascending, in pages of 500. Asked by POST (a long GET is answered
 * 404) and walked by id (a page URL after a POST works only by POST). A page whose count and rows disagree is not used.
 *
 * @param isTrimmed ask for the schema's members only; off for entities whose members differ between zones
 */
export async function* queryRows<Shape extends z.ZodObject>(
  client: AutotaskClient,
  entity: string,
  conditions: readonly Condition[],
  schema: Shape,
  isTrimmed = true,
): AsyncGenerator<readonly z.output<Shape>[]> {
  const page = pageEnvelope
    .extend({ items: z.array(schema) })
    .refine((p) => p.items.length === p.pageDetails.count);
  yield* walkIds(
    async (afterId) => {
      const position: Condition =
        afterId === undefined
          ? { op: "gte", field: "id", value: 0 }
          : { op: "gt", field: "id", value: afterId };
      const { items, pageDetails } = await client.read(
        {
          entity,
          method: "POST",
          path: `${entity}/query`,
          body: {
            MaxRecords: PAGE_SIZE,
            ...(isTrimmed ? { IncludeFields: Object.keys(schema.shape) } : {}),
            filter: [position, ...conditions],
          },
        },
        page,
      );
      // A short page that names a next one was cut somewhere; walking on by id misses nothing.
      return { rows: items, isLast: pageDetails.nextPageUrl == null };
    },
    (row) => idOf(row),
  );
}

/** One row by id; undefined when it is not there or hidden from the API user. Autotask says 200 with `item: null`. */
export async function findRow<Shape extends z.ZodObject>(
  client: AutotaskClient,
  entity: string,
  id: string,
  schema: Shape,
): Promise<z.output<Shape> | undefined> {
  if (!isAutotaskId(id)) return undefined;
  const shape = itemEnvelope.extend({ item: schema.nullable() });
  const answer = await client.read({ entity, method: "GET", path: `${entity}/${id}` }, shape);
  // The shape has been checked; its type is lost in the generic extension.
  return (answer as { item: z.output<Shape> | null }).item ?? undefined;
}

/** Ids are whole numbers; whatever else a person types names no record. */
export function isAutotaskId(id: string): boolean {
  return /^\d{1,15}$/.test(id);
}

export function toAutotaskId(id: string): number {
  if (isAutotaskId(id)) return Number.parseInt(id, 10);
  throw new PsaError("gone", `'${id}' is not an Autotask id.`, { refusal: "reference_missing" });
}

function idOf(row: unknown): number {
  const id = (row as { id?: unknown }).id;
  if (typeof id === "number") return id;
  throw new PsaError("bad_answer", "A row came without its id.");
}

import { z } from "zod";
import type { Ctx } from "@/lib/auth/context";
import { businessDate } from "@/lib/dates";
import { selectOperations } from "./operation-query";
import { sayOperation } from "./operation-sentence";

export type OwnOperation = { id: string; sentence: string };

/**
 * What stands behind requests in the reader's own ledger, by operation id. An operation of anybody else is left out
 * altogether, so that a world which two look into names nothing of the other.
 */
export async function ownOperations(
  ctx: Ctx,
  ids: readonly (string | null)[],
  timeZone: string,
): Promise<ReadonlyMap<string, OwnOperation>> {
  const known = [...new Set(ids)].filter((id): id is string => z.uuid().safeParse(id).success);
  if (known.length === 0) return new Map();
  return ctx.transaction(async (tx) => {
    const today = businessDate(tx.now, timeZone);
    const rows = await selectOperations(tx, known);
    return new Map(rows.map((row) => [row.id, { id: row.id, sentence: sayOperation(row, today) }]));
  });
}

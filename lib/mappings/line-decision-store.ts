import { and, eq, sql } from "drizzle-orm";
import { lineLinks } from "@/db/schema/mappings";
import type { Tx } from "@/lib/auth/context";
import type { AcceptedValues, LineField, LinePin } from "./line-memory";

const lineOf = (tx: Tx, lineLinkId: string) =>
  and(eq(lineLinks.partnerId, tx.ctx.partnerId), eq(lineLinks.id, lineLinkId));

const touched = (tx: Tx) => ({ updatedAt: tx.now, version: sql`${lineLinks.version} + 1` });

/** From now on the PSA's people set this field, and nothing of ours writes it. */
export async function giveFieldToPsa(tx: Tx, lineLinkId: string, field: LineField): Promise<void> {
  await tx.db
    .update(lineLinks)
    .set({
      owners: sql`coalesce(${lineLinks.owners}, '{}'::jsonb) || jsonb_build_object(${field}::text, 'psa')`,
      pins: withoutPin(field),
      ...touched(tx),
    })
    .where(lineOf(tx, lineLinkId));
}

/** Takes over what stands in the PSA; our next write of a quantity forgets it. */
export async function acceptQuantity(
  tx: Tx,
  lineLinkId: string,
  accepted: NonNullable<AcceptedValues["quantity"]>,
): Promise<void> {
  await tx.db
    .update(lineLinks)
    .set({ accepted: { quantity: accepted }, pins: withoutPin("quantity"), ...touched(tx) })
    .where(lineOf(tx, lineLinkId));
}

/** Keeps a value whatever is ordered; one pin for a field. */
export async function pinField(tx: Tx, lineLinkId: string, pin: LinePin): Promise<void> {
  await tx.db
    .update(lineLinks)
    .set({
      pins: sql`${withoutPin(pin.field)} || ${JSON.stringify([pin])}::jsonb`,
      accepted: pin.field === "quantity" ? null : sql`${lineLinks.accepted}`,
      ...touched(tx),
    })
    .where(lineOf(tx, lineLinkId));
}

/** False where the field is not pinned. */
export async function unpinField(tx: Tx, lineLinkId: string, field: LineField): Promise<boolean> {
  const isPinned = sql`coalesce(${lineLinks.pins}, '[]'::jsonb) @> ${JSON.stringify([{ field }])}::jsonb`;
  const ended = await tx.db
    .update(lineLinks)
    .set({ pins: withoutPin(field), ...touched(tx) })
    .where(and(lineOf(tx, lineLinkId), isPinned))
    .returning({ id: lineLinks.id });
  return ended.length > 0;
}

const withoutPin = (field: LineField) =>
  sql`(select coalesce(jsonb_agg(one), '[]'::jsonb) from jsonb_array_elements(coalesce(${lineLinks.pins}, '[]'::jsonb)) as one
        where one ->> 'field' <> ${field})`;

import { eq } from "drizzle-orm";
import { partners } from "@/db/schema/tenancy";
import type { Tx } from "@/lib/auth/context";

/** A suspended or closed partner's background work stops; the vendor has none. */
export async function isActivePartner(tx: Tx): Promise<boolean> {
  const [row] = await tx.db
    .select({ status: partners.status })
    .from(partners)
    .where(eq(partners.partnerId, tx.ctx.partnerId));
  return row?.status === "active";
}

import { and, eq } from "drizzle-orm";
import { mirrorCompanies } from "@/db/schema/mirror";
import type { Tx } from "@/lib/auth/context";

/** The types that companies of a connection carry, as the PSA names them; empty while none was read. */
export async function knownCompanyTypes(tx: Tx, connectionId: string): Promise<ReadonlySet<string>> {
  const c = mirrorCompanies;
  const rows = await tx.db
    .selectDistinct({ typeName: c.typeName })
    .from(c)
    .where(and(eq(c.partnerId, tx.ctx.partnerId), eq(c.connectionId, connectionId)));
  return new Set(rows.map((row) => row.typeName));
}

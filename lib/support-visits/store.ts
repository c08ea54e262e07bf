import { and, asc, desc, eq, gt, isNull, lte } from "drizzle-orm";
import { supportVisits } from "@/db/schema/people";
import type { Tx } from "@/lib/auth/context";
import type { VisitLevel } from "@/lib/auth/roles";

export type OpenVisit = { id: string; level: VisitLevel; endsAt: Date };

/** Visits of a partner that are open at `tx.now`, "assist" before "read", the longest first. */
export async function openVisits(tx: Tx, partnerId: string): Promise<OpenVisit[]> {
  return tx.db
    .select({ id: supportVisits.id, level: supportVisits.level, endsAt: supportVisits.endsAt })
    .from(supportVisits)
    .where(
      and(
        eq(supportVisits.partnerId, partnerId),
        lte(supportVisits.startsAt, tx.now),
        gt(supportVisits.endsAt, tx.now),
        isNull(supportVisits.endedBy),
      ),
    )
    .orderBy(asc(supportVisits.level), desc(supportVisits.endsAt));
}

import { and, desc, eq, gt, isNull, lte } from "drizzle-orm";
import { supportVisits } from "@/db/schema/people";
import { type Ctx, withScope } from "@/lib/auth/context";
import type { VisitLevel } from "@/lib/auth/roles";

export type OpenVisit = { id: string; level: VisitLevel; endsAt: Date };

/** For the doors only (it looks before the right to look is known): the partner's consent that is open now, the widest first; it ends by itself when its end passes. */
export async function findOpenVisit(ctx: Ctx, partnerId: string): Promise<OpenVisit | undefined> {
  const rows = await withScope(ctx, { vendorSide: [], partnerSide: [partnerId] }).transaction(({ db, now }) =>
    db
      .select({ id: supportVisits.id, level: supportVisits.level, endsAt: supportVisits.endsAt })
      .from(supportVisits)
      .where(
        and(
          eq(supportVisits.partnerId, partnerId),
          lte(supportVisits.startsAt, now),
          gt(supportVisits.endsAt, now),
          isNull(supportVisits.endedBy),
        ),
      )
      // 'assist' before 'read'.
      .orderBy(supportVisits.level, desc(supportVisits.endsAt)),
  );
  return rows[0];
}

import { eq } from "drizzle-orm";
import { sessions } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenancy";
import { recordAudit } from "@/lib/audit/record";
import { AppError } from "@/lib/errors";
import { findOpenVisit } from "@/lib/support-visits/find-open-visit";
import { type Ctx, withScope } from "./context";
import { membershipsOf } from "./person-context";

/**
 * Turns the session to another tenant of the person, or, for members of the vendor, to a partner whose support visit
 * is open. Any other tenant does not exist for this person: `not_found`.
 */
export async function switchTenant(ctx: Ctx, input: { partnerId: string }): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "person") throw new AppError("forbidden", "API keys belong to one tenant.");
  const door = withScope(ctx, { vendorSide: [], partnerSide: [], door: true });
  const all = await door.transaction((tx) => membershipsOf(tx.db, actor.personId));
  const isMember = all.some((each) => each.partnerId === input.partnerId);
  const isVisitor = !isMember && all.some((each) => each.tenantKind === "vendor");
  const visit = isVisitor ? await findOpenVisit(ctx, input.partnerId) : undefined;
  if (!isMember && !visit) throw new AppError("not_found", "There is no such partner.");
  await withScope(ctx, { vendorSide: [], partnerSide: [input.partnerId], door: true }).transaction(
    async (tx) => {
      await tx.db
        .update(sessions)
        .set({ partnerId: input.partnerId, lastSeenAt: tx.now })
        .where(eq(sessions.id, actor.sessionId));
      const name = (
        await tx.db.select({ name: tenants.name }).from(tenants).where(eq(tenants.id, input.partnerId))
      )[0];
      await recordAudit(tx, {
        action: visit ? "support_visit.entered" : "session.tenant_switched",
        recordKind: "session",
        recordId: actor.sessionId,
        after: { tenant: name?.name ?? null, visitId: visit?.id ?? null },
        partnerId: input.partnerId,
      });
    },
  );
}

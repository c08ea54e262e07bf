import { recordAudit } from "@/lib/audit/record";
import { AppError } from "@/lib/errors";
import { findOpenVisit } from "@/lib/support-visits/find-open-visit";
import { type Ctx, withScope } from "./context";
import { membershipsOf } from "./membership-store";
import { turnSession } from "./session-store";

/**
 * Turns the session to another tenant of the person, or, for members of the vendor, to a partner whose support visit
 * is open. Any other tenant does not exist for this person: `not_found`.
 */
export async function switchTenant(ctx: Ctx, input: { partnerId: string }): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "person") throw new AppError("forbidden", "API keys belong to one tenant.");
  const { partnerId } = input;
  const door = withScope(ctx, { vendorSide: [], partnerSide: [], door: true });
  const all = await door.transaction((tx) => membershipsOf(tx.db, actor.personId));
  const isMember = all.some((each) => each.partnerId === partnerId);
  const mayVisit = !isMember && all.some((each) => each.tenantKind === "vendor");
  const visit = mayVisit ? await findOpenVisit(ctx, partnerId) : undefined;
  if (!isMember && !visit) throw new AppError("not_found", "There is no such partner.");
  await withScope(ctx, { vendorSide: [], partnerSide: [partnerId], door: true }).transaction(async (tx) => {
    await turnSession(tx, actor.sessionId, partnerId);
    await recordAudit(tx, {
      action: visit ? "support_visit.entered" : "session.tenant_switched",
      recordKind: "session",
      recordId: actor.sessionId,
      after: { visitId: visit?.id ?? null },
      partnerId,
    });
  });
}

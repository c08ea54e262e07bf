import { recordAudit } from "@/lib/audit/record";
import { type Ctx, withScope } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { adminRoleOf, requireAnotherAdmin } from "./member";
import { changeMembership, endSessionsOf, lockMember } from "./store";

/** Takes a person's membership in the caller's tenant away and ends its sessions there at once. */
export async function removeMember(ctx: Ctx, input: { memberId: string }): Promise<void> {
  requirePermission(ctx, "member.edit");
  await withScope(ctx, { ...ctx.scope, door: true }).transaction(async (tx) => {
    const { tenant, active, member } = await lockMember(tx, input.memberId);
    if (!tenant || !member) throw new AppError("not_found", "There is no such member.");
    const adminRole = adminRoleOf(tenant.kind);
    if (member.role === adminRole) {
      const admins = active.filter((row) => row.role === adminRole).map((row) => row.id);
      requireAnotherAdmin(admins, member.id);
    }
    await changeMembership(tx, member.id, member.version, { state: "removed" });
    await endSessionsOf(tx, member.personId, "removed");
    await recordAudit(tx, {
      action: "member.removed",
      recordKind: "member",
      recordId: member.id,
      before: { role: member.role, personId: member.personId },
    });
  });
}

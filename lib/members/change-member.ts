import { recordAudit } from "@/lib/audit/record";
import { type Ctx, withScope } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Role } from "@/lib/auth/roles";
import { AppError } from "@/lib/errors";
import { adminRoleOf, requireAnotherAdmin, requireFittingRole } from "./member";
import { changeMembership, endSessionsOf, lockMember } from "./store";

export type MemberInput = {
  memberId: string;
  version: number;
  role?: Role | undefined;
  canSeeCost?: boolean | undefined;
};

/**
 * Gives a member another role or lets it see cost. Its sessions in this tenant end, so that no open page goes on with
 * the old right. Throws `not_found` for a member of another tenant, `conflict` with the stored values on a stale
 * version, `precondition_failed` for the last admin.
 */
export async function changeMember(ctx: Ctx, input: MemberInput): Promise<void> {
  requirePermission(ctx, "member.edit");
  await withScope(ctx, { ...ctx.scope, door: true }).transaction(async (tx) => {
    const { tenant, active, member } = await lockMember(tx, input.memberId);
    if (!tenant || !member) throw new AppError("not_found", "There is no such member.");
    const before = { role: member.role, canSeeCost: member.canSeeCost };
    if (member.version !== input.version) {
      throw new AppError("conflict", "Somebody else changed this member meanwhile.", {
        current: { ...before, version: member.version },
      });
    }
    const after = { role: input.role ?? before.role, canSeeCost: input.canSeeCost ?? before.canSeeCost };
    requireFittingRole(tenant.kind, after.role);
    const adminRole = adminRoleOf(tenant.kind);
    if (before.role === adminRole && after.role !== adminRole) {
      const admins = active.filter((row) => row.role === adminRole).map((row) => row.id);
      requireAnotherAdmin(admins, member.id);
    }
    if (after.role === before.role && after.canSeeCost === before.canSeeCost) return;
    await changeMembership(tx, member.id, member.version, after);
    await endSessionsOf(tx, member.personId, "role_changed");
    const action = after.role === before.role ? "member.cost_visibility_changed" : "role.changed";
    await recordAudit(tx, { action, recordKind: "member", recordId: member.id, before, after });
  });
}

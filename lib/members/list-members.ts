import { type Ctx, withScope } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Role } from "@/lib/auth/roles";
import { membersOfTenant } from "./store";

export type Member = {
  id: string;
  personId: string;
  name: string;
  email: string;
  role: Role;
  canSeeCost: boolean;
  state: "invited" | "active" | "removed";
  lastSignInAt: Date | null;
  version: number;
};

/** Members of the caller's tenant by name; removed ones are left out. */
export async function listMembers(ctx: Ctx): Promise<Member[]> {
  requirePermission(ctx, "member.edit");
  return withScope(ctx, { ...ctx.scope, door: true }).transaction((tx) => membersOfTenant(tx));
}

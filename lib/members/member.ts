import { isVendorRole, type Role } from "@/lib/auth/roles";
import { AppError } from "@/lib/errors";

export const adminRoleOf = (kind: "vendor" | "partner"): Role =>
  kind === "vendor" ? "vendor_admin" : "partner_admin";

/** A role belongs to one kind of tenant. */
export function requireFittingRole(kind: "vendor" | "partner", role: Role): void {
  if ((kind === "vendor") === isVendorRole(role)) return;
  const message = `The role ${role} does not exist in this company.`;
  throw new AppError("invalid", message, { fields: [{ field: "role", code: "unknown_value", message }] });
}

/** The last admin can be neither removed nor demoted: nobody could name another one. */
export function requireAnotherAdmin(activeAdminIds: readonly string[], memberId: string): void {
  if (activeAdminIds.some((id) => id !== memberId)) return;
  throw new AppError("precondition_failed", "Name another admin first.");
}

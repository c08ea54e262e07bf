import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import type { ListedCustomer } from "./list-customers";
import { missingProfileFields } from "./profile";
import { findCustomer } from "./store";

/** One customer, by our id or the vendor's. Throws `not_found`, for a customer of another tenant too. */
export async function getCustomer(
  ctx: Ctx,
  by: { id: string } | { vendorCustomerId: string },
): Promise<ListedCustomer> {
  requirePermission(ctx, "vendor_data.read");
  const found = await ctx.transaction((tx) => findCustomer(tx, by));
  if (!found) throw new AppError("not_found", "There is no such customer.");
  return { ...found, missingProfileFields: missingProfileFields(found) };
}

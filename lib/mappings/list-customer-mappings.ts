import type { MappingState } from "@/db/schema/mappings";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { type CustomerMappingRow, type Page, pageOfCustomers } from "./list-query";
import { type Listed, listed } from "./listed";

/** The Customer Map: every customer with its mapping or none. */
export async function listCustomerMappings(
  ctx: Ctx,
  page: Page & { states?: readonly MappingState[] },
): Promise<Listed<CustomerMappingRow>> {
  requirePermission(ctx, "partner.read");
  return listed(page, await ctx.transaction((tx) => pageOfCustomers(tx, { ...page, limit: page.limit + 1 })));
}

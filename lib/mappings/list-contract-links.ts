import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { type ContractLinkRow, type Page, pageOfLinks } from "./list-query";
import { type Listed, listed } from "./listed";

/** Subscriptions with their contract and line, or none yet. */
export async function listContractLinks(
  ctx: Ctx,
  page: Page & { customerId?: string },
): Promise<Listed<ContractLinkRow>> {
  requirePermission(ctx, "partner.read");
  return listed(page, await ctx.transaction((tx) => pageOfLinks(tx, { ...page, limit: page.limit + 1 })));
}

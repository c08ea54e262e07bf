import type { MappingState } from "@/db/schema/mappings";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { connectionWithWords } from "./connection-words";
import { type Page, type ProductMappingRow, pageOfProducts } from "./list-query";
import { type Listed, listed } from "./listed";

/** Products that customers hold, each with its mapping on one connection or none. */
export async function listProductMappings(
  ctx: Ctx,
  page: Page & { connectionId: string; states?: readonly MappingState[] },
): Promise<Listed<ProductMappingRow>> {
  requirePermission(ctx, "partner.read");
  const rows = await ctx.transaction(async (tx) => {
    await connectionWithWords(tx, page.connectionId);
    return pageOfProducts(tx, page.connectionId, { ...page, limit: page.limit + 1 });
  });
  return listed(page, rows);
}

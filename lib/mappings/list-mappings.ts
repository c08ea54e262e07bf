import type { MappingState } from "@/db/schema/mappings";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { connectionWithWords } from "./connection-words";
import {
  type ContractLinkRow,
  type CustomerMappingRow,
  type Page,
  type ProductMappingRow,
  pageOfCustomers,
  pageOfLinks,
  pageOfProducts,
} from "./list-query";

/** `next` is the key to go on after; `null` on the last page. */
export type Listed<Row> = { items: Row[]; next: string | null };

/** The Customer Map: every customer with its mapping or none. */
export async function listCustomerMappings(
  ctx: Ctx,
  page: Page & { states?: readonly MappingState[] },
): Promise<Listed<CustomerMappingRow>> {
  requirePermission(ctx, "partner.read");
  return listed(page, await ctx.transaction((tx) => pageOfCustomers(tx, { ...page, limit: page.limit + 1 })));
}

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

/** Subscriptions with their contract and line, or none yet. */
export async function listContractLinks(
  ctx: Ctx,
  page: Page & { customerId?: string },
): Promise<Listed<ContractLinkRow>> {
  requirePermission(ctx, "partner.read");
  return listed(page, await ctx.transaction((tx) => pageOfLinks(tx, { ...page, limit: page.limit + 1 })));
}

/** One row more than asked was read: it tells whether there is a next page. */
function listed<Row>(page: Page, rows: readonly (Row & { key: string })[]): Listed<Row> {
  const shown = rows.slice(0, page.limit);
  return { items: shown, next: rows.length > page.limit ? (shown.at(-1)?.key ?? null) : null };
}

import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { connectionWithWords } from "@/lib/mappings/connection-words";
import { itemMisfit } from "@/lib/mappings/item-fit";
import type { BillingCycle } from "@/lib/psa/records";
import { fromCursor, toCursor } from "./list-cursor";
import { listState, selectCatalogItems } from "./mirror-list-query";

export type CatalogListInput = {
  connectionId: string;
  search?: string | undefined;
  /** Cycle of the product to be mapped: items then say why they do not fit it. */
  billingCycle?: BillingCycle | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** The catalogue as last read, by name, each item with the products assigned to it. No PSA call. */
export async function listCatalogItems(ctx: Ctx, input: CatalogListInput) {
  requirePermission(ctx, "partner.read");
  const { billingCycle } = input;
  return ctx.transaction(async (tx) => {
    const { words } = await connectionWithWords(tx, input.connectionId);
    const rows = await selectCatalogItems(tx, {
      connectionId: input.connectionId,
      search: input.search,
      after: input.cursor === undefined ? undefined : fromCursor(input.cursor),
      limit: input.limit + 1,
    });
    const page = rows.slice(0, input.limit);
    const last = rows.length > input.limit ? page.at(-1)?.item : undefined;
    const { readAt, problem } = await listState(tx, input.connectionId, "catalog_items");
    return {
      items: page.map(({ item, products }) => ({
        ...item,
        unitCost: ctx.canSeeCost ? item.unitCost : null,
        products,
        misfit: billingCycle === undefined ? null : (itemMisfit(item, { billingCycle }, words) ?? null),
      })),
      next: last ? toCursor({ name: last.name, id: last.psaItemId }) : null,
      asOf: readAt,
      problem,
    };
  });
}

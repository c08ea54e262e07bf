import { listAuditEntries } from "@/lib/audit/list-entries";
import type { Ctx } from "@/lib/auth/context";
import { hasPermission, requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { connectionWithWords } from "./connection-words";
import { countWaitingTasks, liveLinesOf } from "./mapping-query";
import { perMonth } from "./monthly-product-money";
import { itemsInHistory, tellChange } from "./product-history";
import { namesOfItems, selectHolders } from "./product-holders-query";
import { findProductRow } from "./product-rows-query";
import { viewOfProduct } from "./product-view";

/**
 * One product on one connection: its mapping, who holds it, what hangs on it, and its history for whoever may read
 * the log (`null` for others). Throws `not_found`.
 */
export async function getProductMapping(ctx: Ctx, on: { connectionId: string; productId: string }) {
  requirePermission(ctx, "partner.read");
  const { connectionId, productId } = on;
  const found = await ctx.transaction(async (tx) => {
    const { words } = await connectionWithWords(tx, connectionId);
    const facts = await findProductRow(tx, connectionId, productId);
    if (!facts) throw new AppError("not_found", "There is no such product.");
    const holders = await selectHolders(tx, { ...on, limit: 10 });
    const lines = await liveLinesOf(tx, connectionId, { productIds: [productId] });
    return {
      mappingId: facts.mappingId,
      product: viewOfProduct(facts, words),
      holders: holders.map(({ money, ...holder }) => ({ ...holder, money: perMonth(money) })),
      liveLines: lines.get(productId) ?? 0,
      waitingTasks: await countWaitingTasks(tx, on),
    };
  });
  const { mappingId, ...shown } = found;
  return { ...shown, history: await historyOf(ctx, connectionId, mappingId) };
}

async function historyOf(ctx: Ctx, connectionId: string, mappingId: string | null) {
  if (!hasPermission(ctx, "audit.read")) return null;
  if (mappingId === null) return [];
  const of = { recordKind: "product_mapping", recordId: mappingId, limit: 20 };
  const { entries } = await listAuditEntries(ctx, of);
  const names = await ctx.transaction((tx) => namesOfItems(tx, connectionId, itemsInHistory(entries)));
  return entries.map((entry) => ({
    id: entry.id,
    at: entry.at,
    who: "name" in entry.actor ? entry.actor.name : "the portal",
    text: tellChange(entry, names),
  }));
}

import { and, asc, eq, ilike, or, type SQL, sql } from "drizzle-orm";
import { products } from "@/db/schema/catalogue";
import { productMappings } from "@/db/schema/mappings";
import { mirrorCatalogItems, mirrorLists } from "@/db/schema/mirror";
import type { Tx } from "@/lib/auth/context";
import type { ListPlace } from "./list-cursor";
import type { MirrorListName } from "./store";

export type ListWish = {
  connectionId: string;
  search?: string | undefined;
  after?: ListPlace | undefined;
  limit: number;
};

/** Catalog items by name, with the products assigned to each. Reads across concepts. */
export async function selectCatalogItems(tx: Tx, wish: ListWish) {
  const i = mirrorCatalogItems;
  const assigned = sql<string[]>`coalesce((
    select json_agg(p.name order by p.name) from ${productMappings} as m join ${products} as p on p.id = m.product_id
     where m.partner_id = ${i.partnerId} and m.connection_id = ${i.connectionId}
       and m.psa_item_id = ${i.psaItemId} and m.state = 'mapped'), '[]'::json)`;
  return tx.db
    .select({ item: i, products: assigned })
    .from(i)
    .where(
      and(
        eq(i.partnerId, tx.ctx.partnerId),
        eq(i.connectionId, wish.connectionId),
        eq(i.isGone, false),
        matches(wish.search, i.name, i.psaItemId),
        goesOn(wish.after, i.name, i.psaItemId),
      ),
    )
    .orderBy(asc(i.name), asc(i.psaItemId))
    .limit(wish.limit);
}

/** When a list was last read whole, and why the last reading was refused. */
export async function listState(
  tx: Tx,
  connectionId: string,
  list: MirrorListName,
): Promise<{ readAt: Date | null; problem: string | null }> {
  const isIt = and(
    eq(mirrorLists.partnerId, tx.ctx.partnerId),
    eq(mirrorLists.connectionId, connectionId),
    eq(mirrorLists.list, list),
  );
  const [row] = await tx.db
    .select({ readAt: mirrorLists.readAt, problem: mirrorLists.problem })
    .from(mirrorLists)
    .where(isIt);
  return row ?? { readAt: null, problem: null };
}

type TextColumn = typeof mirrorCatalogItems.name;
type IdColumn = typeof mirrorCatalogItems.psaItemId;

/** A typed id finds its record, any other text whatever name holds it. */
function matches(search: string | undefined, name: TextColumn, id: IdColumn): SQL | undefined {
  const text = search?.trim();
  if (!text) return undefined;
  return or(eq(id, text), ilike(name, `%${text.replace(/[\\%_]/g, "\\$&")}%`));
}

function goesOn(after: ListPlace | undefined, name: TextColumn, id: IdColumn): SQL | undefined {
  return after === undefined ? undefined : sql`(${name}, ${id}) > (${after.name}, ${after.id})`;
}

import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";
import { likeText } from "@/lib/like-text";
import type { BillingCycle, CatalogItem } from "@/lib/psa/records";
import type { ListWish } from "./mirror-list-query";

export type AssignedProduct = {
  productId: string;
  name: string;
  billingCycle: BillingCycle;
  term: "none" | "P1M" | "P1Y" | "P3Y";
};

export type ListedItem = Pick<CatalogItem, "psaItemId" | "name" | "isActive" | "isBundle"> & {
  code: string | null;
  description: string | null;
  cycle: string | null;
  unitPrice: string | null;
  unitCost: string | null;
  unit: string | null;
  inBundles: string[];
  products: AssignedProduct[];
  /** Place in the list: its rank and its name. */
  key: string;
};

export type CatalogWish = ListWish & {
  /** The product that looks for an item: what fits it comes first, then what another product uses, then the rest. */
  fitting?: { billingCycle: BillingCycle; productId?: string | undefined } | undefined;
};

/** Catalog items by name, with the products assigned to each. Reads across concepts; one statement. */
export async function selectCatalogItems(tx: Tx, wish: CatalogWish): Promise<ListedItem[]> {
  const { after } = wish;
  const { rows } = await tx.db.execute<ListedItem>(sql`
    select * from (
      select i.psa_item_id as "psaItemId", i.name, i.code, i.description, i.cycle,
             trim_scale(i.unit_price)::text as "unitPrice", trim_scale(i.unit_cost)::text as "unitCost", i.unit,
             i.is_active as "isActive", i.is_bundle as "isBundle", i.in_bundles as "inBundles",
             coalesce(used.products, '[]') as products, ${rank(wish.fitting)} || i.name as key
        from mirror_catalog_items as i
        left join (
          select m.psa_item_id, bool_or(m.product_id is distinct from ${wish.fitting?.productId ?? null}::uuid) as by_others,
                 jsonb_agg(jsonb_build_object('productId', p.id, 'name', p.name, 'billingCycle', p.billing_cycle,
                                              'term', p.term) order by p.name, p.id) as products
            from product_mappings as m join products as p on p.id = m.product_id
           where m.partner_id = ${tx.ctx.partnerId}::uuid and m.connection_id = ${wish.connectionId}::uuid
             and m.state = 'mapped'
           group by m.psa_item_id
        ) as used on used.psa_item_id = i.psa_item_id
       where i.partner_id = ${tx.ctx.partnerId}::uuid and i.connection_id = ${wish.connectionId}::uuid
         and not i.is_gone and ${matches(wish.search)}
    ) as listed
     where ${after === undefined ? sql`true` : sql`(key, "psaItemId") > (${after.name}, ${after.id})`}
     order by key, "psaItemId" limit ${wish.limit}`);
  return rows;
}

const rank = (fitting: CatalogWish["fitting"]): SQL =>
  fitting === undefined
    ? sql`''`
    : sql`case when i.cycle is distinct from ${fitting.billingCycle} or not i.is_active or i.is_bundle then '2'
               when used.by_others then '1' else '0' end`;

/** A typed id or code finds its item, any other text whatever name or code holds it. */
function matches(search: string | undefined): SQL {
  const text = search?.trim();
  if (!text) return sql`true`;
  const held = `%${likeText(text)}%`;
  return sql`(i.psa_item_id = ${text} or i.name ilike ${held} or i.code ilike ${held})`;
}

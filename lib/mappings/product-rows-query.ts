import { type SQL, sql } from "drizzle-orm";
import type { MappingState } from "@/db/schema/mappings";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";
import type { Product } from "@/lib/products/store";
import { heldProducts, matching, type ProductFilter, type YearlySum, yearlySum } from "./held-products-query";

export type StoredItem = {
  psaItemId: string;
  name: string;
  code: string | null;
  cycle: string | null;
  unitPrice: string | null;
  isActive: boolean;
  isBundle: boolean;
  isGone: boolean;
};

export type ProductRowFacts = Pick<
  Product,
  "sku" | "name" | "billingCycle" | "term" | "unit" | "kind" | "status"
> & {
  productId: string;
  mappingId: string | null;
  familyId: string;
  familyCode: string;
  familyName: string;
  customers: number;
  quantity: string;
  money: YearlySum[];
  state: MappingState;
  psaItemId: string | null;
  item: StoredItem | null;
  factor: string | null;
  allowance: string | null;
  minimum: string | null;
  driver: "orders" | "usage" | null;
  reason: string | null;
  version: number | null;
};

/** Products of these families as the filter shows them, family by family, after one of them. */
export async function selectProductRows(
  tx: Tx,
  filter: ProductFilter & {
    families?: readonly string[] | undefined;
    after?: string | undefined;
    limit: number;
  },
): Promise<ProductRowFacts[]> {
  const place = sql`k.family_sort, k.family_name, k.family_id, k.name, k.sku, k.billing_cycle, k.term, k.id`;
  const inFamilies = filter.families && sql`k.family_id = any(${uuidArray(filter.families)})`;
  const after =
    filter.after === undefined
      ? undefined
      : sql`(${place}) > (select ${place} from known as k where k.id = ${filter.after}::uuid)`;
  const where = sql.join(
    [matching(filter), inFamilies, after].filter((part) => part !== undefined),
    sql` and `,
  );
  return selectKnown(tx, filter.connectionId, sql`where ${where} order by ${place} limit ${filter.limit}`);
}

/** One product, whatever the filters say. */
export async function findProductRow(
  tx: Tx,
  connectionId: string,
  productId: string,
): Promise<ProductRowFacts | undefined> {
  const [row] = await selectKnown(tx, connectionId, sql`where k.id = ${productId}::uuid`);
  return row;
}

async function selectKnown(tx: Tx, connectionId: string, which: SQL): Promise<ProductRowFacts[]> {
  const { rows } = await tx.db.execute<ProductRowFacts>(sql`
    with ${heldProducts(tx, connectionId)}
    select k.id as "productId", k.mapping_id as "mappingId", k.sku, k.name, k.billing_cycle as "billingCycle", k.term,
           k.unit, k.kind, k.status, k.family_id as "familyId", k.family_code as "familyCode",
           k.family_name as "familyName", coalesce(k.customers, 0) as customers,
           coalesce(trim_scale(k.quantity), 0)::text as quantity,
           coalesce((select jsonb_agg(${yearlySum} order by currency) from money where money.product_id = k.id), '[]')
             as money,
           k.state, k.psa_item_id as "psaItemId",
           case when i.psa_item_id is null then null else jsonb_build_object(
             'psaItemId', i.psa_item_id, 'name', i.name, 'code', i.code, 'cycle', i.cycle,
             'unitPrice', trim_scale(i.unit_price)::text, 'isActive', i.is_active, 'isBundle', i.is_bundle,
             'isGone', i.is_gone) end as item,
           k.legs -> 0 ->> 'factor' as factor, trim_scale(k.allowance)::text as allowance,
           trim_scale(k.minimum)::text as minimum, k.driver, k.reason, k.version
      from known as k
      left join mirror_catalog_items as i on i.partner_id = ${tx.ctx.partnerId}::uuid
       and i.connection_id = ${connectionId}::uuid and i.psa_item_id = k.psa_item_id
     ${which}`);
  return rows;
}

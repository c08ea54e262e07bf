import { and, asc, eq, getTableColumns, gte, ilike, inArray, or, sql } from "drizzle-orm";
import { productFamilies, productPrices, products } from "@/db/schema/catalogue";
import type { Tx } from "@/lib/auth/context";
import type { Page } from "@/lib/http/paging";
import { likeText } from "@/lib/like-text";

type Identity = { sku: string; billingCycle: string; term: string };

/** Which edition of each of these products is stored; those that are not are absent. */
export async function findEditions(
  tx: Tx,
  named: readonly Identity[],
): Promise<(Identity & { id: string; asOf: Date; hash: string })[]> {
  const list = JSON.stringify(
    named.map(({ sku, billingCycle, term }) => ({ sku, cycle: billingCycle, term })),
  );
  return await tx.db
    .select({
      sku: products.sku,
      billingCycle: products.billingCycle,
      term: products.term,
      id: products.id,
      asOf: products.asOf,
      hash: products.contentHash,
    })
    .from(products)
    .innerJoin(
      sql`jsonb_to_recordset(${list}::jsonb) as n(sku text, cycle text, term text)`,
      and(
        eq(products.sku, sql`n.sku`),
        eq(products.billingCycle, sql`n.cycle`),
        eq(products.term, sql`n.term`),
      ),
    );
}

export async function renewEditions(tx: Tx, renewed: readonly { id: string; asOf: Date }[]): Promise<void> {
  if (renewed.length === 0) return;
  await tx.db.execute(sql`
    update products p set as_of = r."asOf"
      from jsonb_to_recordset(${JSON.stringify(renewed)}::jsonb) as r(id uuid, "asOf" timestamptz)
     where p.id = r.id`);
}

export async function removePrices(tx: Tx, productIds: readonly string[]): Promise<void> {
  if (productIds.length === 0) return;
  await tx.db.execute(sql`
    delete from product_prices
     where product_id in (select id::uuid from jsonb_array_elements_text(${JSON.stringify(productIds)}::jsonb) t(id))`);
}

export type NamedFamily = { code: string; name: string; asOf: Date };

/**
 * Stores the families that products name and returns the id of each code. Several products name one family, so its name
 * is the one of the newest edition, at equal times the greater text: the same whatever arrives first.
 */
export async function saveFamilies(
  tx: Tx,
  named: readonly NamedFamily[],
): Promise<ReadonlyMap<string, string>> {
  if (named.length === 0) return new Map();
  const newest = new Map<string, NamedFamily>();
  for (const family of named) {
    const other = newest.get(family.code);
    const isNewer =
      !other ||
      family.asOf > other.asOf ||
      (family.asOf.getTime() === other.asOf.getTime() && family.name > other.name);
    if (isNewer) newest.set(family.code, family);
  }
  const { rows } = await tx.db.execute<{ id: string; code: string }>(sql`
    with named as (
      select * from jsonb_to_recordset(${JSON.stringify([...newest.values()])}::jsonb)
        as n(code text, name text, "asOf" timestamptz)
    ), saved as (
      insert into product_families as family (code, name, as_of, created_at, updated_at)
      select code, name, "asOf", ${tx.now}, ${tx.now} from named
      on conflict (code) do update set name = excluded.name, as_of = excluded.as_of, updated_at = excluded.updated_at
       where (excluded.as_of, excluded.name collate "C") > (family.as_of, family.name collate "C")
      returning id, code
    )
    select id, code from saved
    union
    select f.id, f.code from product_families f join named n on n.code = f.code`);
  return new Map(rows.map(({ code, id }) => [code, id]));
}

export type Product = typeof products.$inferSelect & { family: { code: string; name: string } };

export type ProductFilter = {
  /** Part of a name or of a SKU. */
  search?: string | undefined;
  status?: Product["status"] | undefined;
  updatedSince?: Date | undefined;
};

const productWithFamily = (tx: Tx) =>
  tx.db
    .select({
      ...getTableColumns(products),
      family: { code: productFamilies.code, name: productFamilies.name },
    })
    .from(products)
    .innerJoin(productFamilies, eq(productFamilies.id, products.familyId));

/** One row more than the page holds, by name, or by the time of change when `updatedSince` is given. */
export async function selectProducts(
  tx: Tx,
  filter: ProductFilter,
  { after, limit }: Page,
): Promise<Product[]> {
  const order = filter.updatedSince ? products.updatedAt : products.name;
  const search = filter.search === undefined ? undefined : `%${likeText(filter.search)}%`;
  return await productWithFamily(tx)
    .where(
      and(
        filter.status && eq(products.status, filter.status),
        filter.updatedSince && gte(products.updatedAt, filter.updatedSince),
        search === undefined ? undefined : or(ilike(products.name, search), ilike(products.sku, search)),
        after && sql`(${order}, ${products.id}) > (${after.value}, ${after.id})`,
      ),
    )
    .orderBy(asc(order), asc(products.id))
    .limit(limit + 1);
}

export async function findProduct(tx: Tx, by: { id: string } | Identity): Promise<Product | undefined> {
  const [found] = await productWithFamily(tx)
    .where(
      "id" in by
        ? eq(products.id, by.id)
        : and(
            eq(products.sku, by.sku),
            sql`${products.billingCycle} = ${by.billingCycle}`,
            sql`${products.term} = ${by.term}`,
          ),
    )
    .limit(1);
  return found;
}

export type ProductPrice = typeof productPrices.$inferSelect;

/** Prices that the tenants in view may see: everybody's and their own. */
export async function selectPrices(tx: Tx, productIds: readonly string[]): Promise<ProductPrice[]> {
  if (productIds.length === 0) return [];
  return await tx.db
    .select()
    .from(productPrices)
    .where(inArray(productPrices.productId, [...productIds]))
    .orderBy(asc(productPrices.currency), asc(productPrices.validFrom), asc(productPrices.id));
}

import { and, eq, sql } from "drizzle-orm";
import { contractLinks, customerMappings, productMappings } from "@/db/schema/mappings";
import type { Tx } from "@/lib/auth/context";
import type { ContractLink, CustomerMapping, ProductMapping } from "./mapping-query";

type Owned = "partnerId" | "id" | "createdAt" | "updatedAt" | "version";

const stamps = (tx: Tx) => ({ partnerId: tx.ctx.partnerId, createdAt: tx.now, updatedAt: tx.now });

/** Writes a customer's one mapping over whatever it was. */
export async function saveCustomerMapping(
  tx: Tx,
  values: Omit<typeof customerMappings.$inferInsert, Owned>,
): Promise<CustomerMapping> {
  const m = customerMappings;
  const [row] = await tx.db
    .insert(m)
    .values({ ...values, ...stamps(tx) })
    .onConflictDoUpdate({
      target: [m.partnerId, m.customerId],
      set: { ...values, updatedAt: tx.now, version: sql`${m.version} + 1` },
    })
    .returning();
  if (!row) throw new Error("The customer mapping was not stored.");
  return row;
}

/** Writes a product's one mapping on a connection over whatever it was. */
export async function saveProductMapping(
  tx: Tx,
  values: Omit<typeof productMappings.$inferInsert, Owned>,
): Promise<ProductMapping> {
  const m = productMappings;
  const [row] = await tx.db
    .insert(m)
    .values({ ...values, ...stamps(tx) })
    .onConflictDoUpdate({
      target: [m.partnerId, m.connectionId, m.productId],
      set: { ...values, updatedAt: tx.now, version: sql`${m.version} + 1` },
    })
    .returning();
  if (!row) throw new Error("The product mapping was not stored.");
  return row;
}

export async function saveContractLink(
  tx: Tx,
  values: Omit<typeof contractLinks.$inferInsert, Owned>,
): Promise<ContractLink> {
  const m = contractLinks;
  const [row] = await tx.db
    .insert(m)
    .values({ ...values, ...stamps(tx) })
    .onConflictDoUpdate({
      target: [m.partnerId, m.subscriptionId],
      set: { ...values, updatedAt: tx.now, version: sql`${m.version} + 1` },
    })
    .returning();
  if (!row) throw new Error("The contract link was not stored.");
  return row;
}

export async function deleteContractLink(tx: Tx, id: string): Promise<void> {
  await tx.db
    .delete(contractLinks)
    .where(and(eq(contractLinks.partnerId, tx.ctx.partnerId), eq(contractLinks.id, id)));
}

/** Contract links of a customer that stand on contracts of other companies than its own now: they end with the move. */
export async function deleteLinksElsewhere(
  tx: Tx,
  on: { customerId: string; connectionId: string; psaCompanyId: string },
): Promise<ContractLink[]> {
  const { rows } = await tx.db.execute<ContractLink>(sql`
    delete from contract_links as l using subscriptions as s
     where l.partner_id = ${tx.ctx.partnerId}::uuid and s.partner_id = l.partner_id and s.id = l.subscription_id
       and s.customer_id = ${on.customerId}::uuid
       and (l.connection_id <> ${on.connectionId}::uuid
            or exists (select from mirror_contracts as c
                        where c.partner_id = l.partner_id and c.connection_id = l.connection_id
                          and c.psa_contract_id = l.psa_contract_id and c.psa_company_id <> ${on.psaCompanyId}))
    returning l.id, l.subscription_id as "subscriptionId", l.psa_contract_id as "psaContractId"`);
  return rows;
}

type Whose = { connectionId: string; customerId: string } | { connectionId: string; productId: string };

const linesOf = (tx: Tx, whose: Whose) => sql`
  from contract_links as l
  join subscriptions as s on s.partner_id = l.partner_id and s.id = l.subscription_id
 where l.partner_id = ${tx.ctx.partnerId}::uuid and l.connection_id = ${whose.connectionId}::uuid
   and ${"customerId" in whose ? sql`s.customer_id = ${whose.customerId}::uuid` : sql`s.product_id = ${whose.productId}::uuid`}
   and line.partner_id = l.partner_id and line.id = l.line_link_id`;

/** Unmapped: the lines stay in the PSA as they are, and ours to write again when the same pair is mapped again. */
export async function makeLinesDormant(tx: Tx, whose: Whose): Promise<number> {
  const { rowCount } = await tx.db.execute(sql`
    update line_links as line set state = 'dormant', updated_at = ${tx.now.toISOString()}::timestamptz,
           version = line.version + 1
     where line.state = 'live' and exists (select ${linesOf(tx, whose)})`);
  return rowCount ?? 0;
}

/**
 * Mapped again to the same: dormant lines live again, unless another link took the line, or the customer or product of
 * the pair is still unmapped on its other side.
 */
export async function reviveLines(tx: Tx, whose: Whose): Promise<number> {
  const { rowCount } = await tx.db.execute(sql`
    update line_links as line set state = 'live', updated_at = ${tx.now.toISOString()}::timestamptz,
           version = line.version + 1
     where line.state = 'dormant'
       and exists (select ${linesOf(tx, whose)}
         and exists (select from customer_mappings as cm
              where cm.partner_id = l.partner_id and cm.customer_id = s.customer_id
                and cm.connection_id = l.connection_id and cm.state = 'mapped')
         and exists (select from product_mappings as pm
              where pm.partner_id = l.partner_id and pm.product_id = s.product_id
                and pm.connection_id = l.connection_id and pm.state = 'mapped' and pm.psa_item_id = line.psa_item_id))
       and not exists (select from line_links as other
            where other.partner_id = line.partner_id and other.connection_id = line.connection_id
              and other.psa_line_id = line.psa_line_id and other.state = 'live')`);
  return rowCount ?? 0;
}

/** A product moved to another item: its contract links let go of lines of the old one. */
export async function releaseLinesOfOtherItems(
  tx: Tx,
  on: { connectionId: string; productId: string; psaItemId: string },
): Promise<void> {
  await tx.db.execute(sql`
    update contract_links as l set line_link_id = null, updated_at = ${tx.now.toISOString()}::timestamptz,
           version = l.version + 1
      from subscriptions as s, line_links as line
     where l.partner_id = ${tx.ctx.partnerId}::uuid and l.connection_id = ${on.connectionId}::uuid
       and s.partner_id = l.partner_id and s.id = l.subscription_id and s.product_id = ${on.productId}::uuid
       and line.partner_id = l.partner_id and line.id = l.line_link_id and line.psa_item_id <> ${on.psaItemId}`);
}

/** The one dormant line of the subscription's item on that contract, if no other subscription holds it. */
export async function findDormantLine(
  tx: Tx,
  on: { connectionId: string; subscriptionId: string; psaContractId: string },
): Promise<string | undefined> {
  const { rows } = await tx.db.execute<{ id: string }>(sql`
    select line.id from subscriptions as s
      join product_mappings as pm on pm.partner_id = s.partner_id and pm.product_id = s.product_id
       and pm.connection_id = ${on.connectionId}::uuid and pm.state = 'mapped'
      join line_links as line on line.partner_id = s.partner_id and line.connection_id = pm.connection_id
       and line.psa_contract_id = ${on.psaContractId} and line.psa_item_id = pm.psa_item_id and line.state = 'dormant'
     where s.partner_id = ${tx.ctx.partnerId}::uuid and s.id = ${on.subscriptionId}::uuid
       and not exists (select from contract_links as l
             where l.partner_id = s.partner_id and l.line_link_id = line.id and l.subscription_id <> s.id)
       and not exists (select from line_links as other
             where other.partner_id = line.partner_id and other.connection_id = line.connection_id
               and other.psa_line_id = line.psa_line_id and other.state = 'live')
     limit 2`);
  return rows.length === 1 ? rows[0]?.id : undefined;
}

export async function reviveLine(tx: Tx, lineLinkId: string): Promise<void> {
  await tx.db.execute(sql`
    update line_links set state = 'live', updated_at = ${tx.now.toISOString()}::timestamptz, version = version + 1
     where partner_id = ${tx.ctx.partnerId}::uuid and id = ${lineLinkId}::uuid`);
}

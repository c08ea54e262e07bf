import { and, asc, eq, ilike, or, type SQL, sql } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { customerMappings } from "@/db/schema/mappings";
import { mirrorCompanies } from "@/db/schema/mirror";
import type { Tx } from "@/lib/auth/context";
import { likeText } from "@/lib/like-text";
import type { ListWish } from "./mirror-list-query";

const c = mirrorCompanies;

/** Companies by name, with the customer mapped to each. Reads across concepts. */
export async function selectCompanies(tx: Tx, wish: ListWish & { onlyCustomers: boolean }) {
  return tx.db
    .select({ company: c, customerId: customers.id, customerName: customers.companyName })
    .from(c)
    .leftJoin(
      customerMappings,
      and(
        eq(customerMappings.partnerId, c.partnerId),
        eq(customerMappings.connectionId, c.connectionId),
        eq(customerMappings.psaCompanyId, c.psaCompanyId),
        eq(customerMappings.state, "mapped"),
      ),
    )
    .leftJoin(
      customers,
      and(eq(customers.partnerId, customerMappings.partnerId), eq(customers.id, customerMappings.customerId)),
    )
    .where(
      and(
        eq(c.partnerId, tx.ctx.partnerId),
        eq(c.connectionId, wish.connectionId),
        eq(c.isGone, false),
        wish.onlyCustomers ? and(c.isCustomer, c.isActive, eq(c.isOwner, false)) : undefined,
        matches(wish.search),
        wish.after && sql`(${c.name}, ${c.psaCompanyId}) > (${wish.after.name}, ${wish.after.id})`,
      ),
    )
    .orderBy(asc(c.name), asc(c.psaCompanyId))
    .limit(wish.limit);
}

/** A typed id finds its company; any other text whatever name, city or web address holds it. */
function matches(search: string | undefined): SQL | undefined {
  const text = search?.trim();
  if (!text) return undefined;
  const held = `%${likeText(text)}%`;
  return or(eq(c.psaCompanyId, text), ilike(c.name, held), ilike(c.city, held), ilike(c.webAddress, held));
}

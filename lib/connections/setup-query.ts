import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { auditEntries } from "@/db/schema/audit";
import { mirrorLists } from "@/db/schema/mirror";
import type { Tx } from "@/lib/auth/context";
import { toInstant } from "@/lib/clock";
import { countMappedCompanies } from "./connection-list-query";
import type { LastProbe, MirrorFacts } from "./readiness";
import type { ReadingFacts } from "./reading";
import { findCredentials } from "./store";

/** Reads across concepts, for Integration Setup. */
export async function selectReading(tx: Tx, connectionId: string): Promise<ReadingFacts> {
  const isIts = and(eq(mirrorLists.partnerId, tx.ctx.partnerId), eq(mirrorLists.connectionId, connectionId));
  const { list, readAt, rows, problem } = mirrorLists;
  const lists = await tx.db.select({ list, readAt, rows, problem }).from(mirrorLists).where(isIts);
  const inUse = await findCredentials(tx, connectionId, "in_use");
  const companiesMapped = (await countMappedCompanies(tx)).get(connectionId) ?? 0;
  return { askedAt: inUse?.checkedAt ?? null, companiesMapped, lists };
}

const looks = ["connection.created", "connection.credentials_replaced", "readiness.checked"];

/** What the latest look at the PSA found, from the log; undefined when nobody has looked yet. */
export async function selectLastProbe(tx: Tx, connectionId: string): Promise<LastProbe | undefined> {
  const [entry] = await tx.db
    .select({ at: auditEntries.at, action: auditEntries.action, after: auditEntries.after })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.partnerId, tx.ctx.partnerId),
        eq(auditEntries.recordKind, "connection"),
        eq(auditEntries.recordId, connectionId),
        inArray(auditEntries.action, looks),
      ),
    )
    .orderBy(desc(auditEntries.sequence))
    .limit(1);
  if (!entry) return undefined;
  const after = (entry.after ?? {}) as Partial<Record<string, unknown>>;
  const { state, problem, missingRights, clockSeconds, hasRecurringContracts, hasOtherDatabase } = after;
  // Saving credentials is a look that succeeded; its entry tells what the rights were.
  const isCheck = entry.action === "readiness.checked";
  return {
    at: entry.at,
    state: isCheck && (state === "unreachable" || state === "refused") ? state : "signed_in",
    ...(typeof problem === "string" && { problem }),
    hasOtherDatabase: hasOtherDatabase === true,
    missingRights: Array.isArray(missingRights)
      ? missingRights.filter((each): each is string => typeof each === "string")
      : undefined,
    clockSeconds: typeof clockSeconds === "number" ? clockSeconds : undefined,
    hasRecurringContracts: typeof hasRecurringContracts === "boolean" ? hasRecurringContracts : undefined,
  };
}

/** Counts of what was read, and the billing cycles that the customers' subscriptions need: one statement. */
export async function selectMirrorFacts(tx: Tx, connectionId: string): Promise<MirrorFacts> {
  const partner = sql`${tx.ctx.partnerId}::uuid`;
  const connection = sql`${connectionId}::uuid`;
  const readAt = (
    list: string,
  ) => sql`(select (extract(epoch from read_at) * 1000)::bigint::text from mirror_lists
    where partner_id = ${partner} and connection_id = ${connection} and list = ${list})`;
  const { rows } = await tx.db.execute<{
    customer_companies: number;
    recurring_contracts: number;
    companies_read: string | null;
    items_read: string | null;
    item_cycles: Record<string, number>;
    needed_cycles: Record<string, number>;
  }>(sql`select
    (select count(*)::int from mirror_companies where partner_id = ${partner} and connection_id = ${connection}
      and is_customer and is_active and not is_owner and not is_gone) as customer_companies,
    (select count(*)::int from mirror_contracts where partner_id = ${partner} and connection_id = ${connection}
      and is_recurring and is_active and not is_gone) as recurring_contracts,
    ${readAt("companies")} as companies_read, ${readAt("catalog_items")} as items_read,
    (select coalesce(jsonb_object_agg(cycle, items), '{}') from (
       select cycle, count(*)::int as items from mirror_catalog_items
        where partner_id = ${partner} and connection_id = ${connection} and cycle is not null
          and is_active and not is_bundle and not is_gone group by cycle) as i) as item_cycles,
    (select coalesce(jsonb_object_agg(billing_cycle, held), '{}') from (
       select p.billing_cycle, count(*)::int as held from subscriptions as s join products as p on p.id = s.product_id
        where s.partner_id = ${partner} and s.status = 'active' and p.billing_cycle <> 'one_time'
        group by p.billing_cycle) as n) as needed_cycles`);
  const row = rows[0];
  const instantOf = (text: string | null | undefined) => (text ? toInstant(Number.parseInt(text, 10)) : null);
  return {
    customerCompanies: row?.customer_companies ?? 0,
    recurringContracts: row?.recurring_contracts ?? 0,
    companiesReadAt: instantOf(row?.companies_read),
    itemsReadAt: instantOf(row?.items_read),
    itemsByCycle: row?.item_cycles ?? {},
    subscriptionsByCycle: row?.needed_cycles ?? {},
  };
}

import { sql } from "drizzle-orm";
import { isoText } from "@/db/iso-text";
import type { ConnectionState } from "@/db/schema/connections";
import type { SyncTaskState } from "@/db/schema/sync";
import type { Tx } from "@/lib/auth/context";
import type { Page } from "@/lib/http/paging";
import { likeText } from "@/lib/like-text";

export type PartnerRow = {
  partnerId: string;
  code: string;
  name: string;
  status: "active" | "suspended" | "closed";
  connections: {
    provider: string;
    state: ConnectionState;
    lastCheckAt: string | null;
    lastWriteAt: string | null;
  }[];
  customers: number;
  customersMapped: number;
  productsMapped: number;
  /** Tasks that are not over, by state. */
  tasks: { state: SyncTaskState; tasks: number }[];
};

/**
 * Partners by name, one more than the page holds, with what the vendor may know of their side: states and counts. No
 * PSA record, price or amount is read. One statement; the counts are made for the page's partners only.
 */
export async function selectPartners(
  tx: Tx,
  filter: { search?: string | undefined },
  { after, limit }: Page,
): Promise<PartnerRow[]> {
  const pattern = `%${likeText(filter.search ?? "")}%`;
  const { rows } = await tx.db.execute<PartnerRow>(sql`
    with page as materialized (
      select partner_id, code, name, status from partners
       where (name ilike ${pattern} or code ilike ${pattern})
         and ${after ? sql`(name, partner_id) > (${after.value}, ${after.id}::uuid)` : sql`true`}
       order by name, partner_id limit ${limit + 1}
    )
    select page.partner_id as "partnerId", page.code, page.name, page.status,
      (select coalesce(jsonb_agg(jsonb_build_object('provider', k.provider, 'state', k.state,
                'lastCheckAt', (select ${isoText(sql`r.finished_at`)} from sync_runs as r
                   where r.partner_id = k.partner_id and r.connection_id = k.id and r.state = 'finished'
                   order by r.created_at desc limit 1),
                'lastWriteAt', (select ${isoText(sql`o.finished_at`)} from operations as o
                   where o.partner_id = k.partner_id and o.connection_id = k.id and o.state = 'confirmed'
                   order by o.created_at desc limit 1)) order by k.created_at, k.id), '[]')
         from connections as k where k.partner_id = page.partner_id and k.state <> 'draft') as connections,
      (select count(*)::int from customers as c where c.partner_id = page.partner_id) as customers,
      (select count(*)::int from customer_mappings as m
        where m.partner_id = page.partner_id and m.state = 'mapped') as "customersMapped",
      (select count(distinct m.product_id)::int from product_mappings as m
        where m.partner_id = page.partner_id and m.state = 'mapped') as "productsMapped",
      (select coalesce(jsonb_agg(jsonb_build_object('state', t.state, 'tasks', t.tasks) order by t.tasks desc, t.state), '[]')
         from (select state, count(*)::int as tasks from sync_tasks
                where partner_id = page.partner_id and state not in ('applied', 'superseded')
                group by state) as t) as tasks
      from page order by page.name, page.partner_id`);
  return rows;
}

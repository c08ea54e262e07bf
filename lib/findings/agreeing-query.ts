import { sql } from "drizzle-orm";
import type { TaskType } from "@/db/schema/sync";
import type { Tx } from "@/lib/auth/context";
import type { LinePeriod } from "@/lib/psa/records";
import type { FindingClass } from "./finding";

export type TaskOnLine = {
  class: FindingClass;
  subject: string;
  type: TaskType;
  quantity: string;
  unitPrice: string | null;
  shownPrice: string | null;
  factor: string;
  allowance: string | null;
  minimum: string | null;
  periods: readonly LinePeriod[];
  /** The later of today and the day the change was ordered for. */
  onDate: string;
};

/** More findings than these are settled in the next night. */
const atOnce = 5_000;

/** Open findings of ignored tasks whose line is linked and was read, the oldest first. */
export async function tasksOnLines(tx: Tx, connectionId: string, now: Date): Promise<TaskOnLine[]> {
  const { rows } = await tx.db.execute<TaskOnLine>(sql`
    select f.class, f.subject, t.type, trim_scale(t.quantity)::text as quantity,
           trim_scale(t.unit_price)::text as "unitPrice", trim_scale(m.unit_price)::text as "shownPrice",
           coalesce(pm.legs -> 0 ->> 'factor', '1') as factor,
           trim_scale(coalesce(ll.allowance, pm.allowance))::text as allowance,
           trim_scale(coalesce(ll.minimum, pm.minimum))::text as minimum, m.periods,
           greatest(t.effective_date, (${now.toISOString()}::timestamptz at time zone k.time_zone)::date)::text as "onDate"
      from findings as f
      join connections as k on k.partner_id = f.partner_id and k.id = f.connection_id
      join sync_tasks as t on t.partner_id = f.partner_id and t.id = (f.ids ->> 'taskId')::uuid and t.state = 'ignored'
      join contract_links as cl on cl.partner_id = t.partner_id and cl.subscription_id = t.subscription_id
                               and cl.connection_id = f.connection_id
      join line_links as ll on ll.partner_id = cl.partner_id and ll.id = cl.line_link_id and ll.state = 'live'
      join mirror_lines as m on m.partner_id = ll.partner_id and m.connection_id = ll.connection_id
                            and m.psa_line_id = ll.psa_line_id and not m.is_gone and m.periods <> '[]'::jsonb
      left join product_mappings as pm on pm.partner_id = t.partner_id and pm.connection_id = f.connection_id
                                      and pm.product_id = t.product_id
     where f.partner_id = ${tx.ctx.partnerId}::uuid and f.connection_id = ${connectionId}::uuid and f.state = 'open'
       and f.subject like 'task:%' and f.class <> 'missed_posted_period'
     order by f.opened_at limit ${atOnce}`);
  return rows;
}

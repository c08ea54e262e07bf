import { sql } from "drizzle-orm";
import { uuidArray } from "@/db/uuid-array";
import type { Tx } from "@/lib/auth/context";

export type CustomerChoice = { customerId: string; name: string; settings: unknown };

/** The customers of those lines of a plan that may be written, each with what was chosen for it alone. */
export async function customersOfPlan(
  tx: Tx,
  plan: { id: string; connectionId: string },
): Promise<CustomerChoice[]> {
  const { rows } = await tx.db.execute<CustomerChoice>(sql`
    select c.id as "customerId", c.company_name as name, coalesce(m.settings, '{}') as settings
      from (select distinct customer_id as id from plan_lines
             where partner_id = ${tx.ctx.partnerId}::uuid and plan_id = ${plan.id}::uuid
               and line #> '{plan,refusals}' = '[]') as of_plan
      join customers as c on c.partner_id = ${tx.ctx.partnerId}::uuid and c.id = of_plan.id
      left join customer_mappings as m on m.partner_id = c.partner_id and m.customer_id = c.id
                                      and m.connection_id = ${plan.connectionId}::uuid
     order by c.company_name, c.id`);
  return rows;
}

/** The same of the customers of these tasks. */
export async function customersOfTasks(
  tx: Tx,
  of: { connectionId: string; taskIds: readonly string[] },
): Promise<CustomerChoice[]> {
  const { rows } = await tx.db.execute<CustomerChoice>(sql`
    select c.id as "customerId", c.company_name as name, coalesce(m.settings, '{}') as settings
      from (select distinct customer_id as id from sync_tasks
             where partner_id = ${tx.ctx.partnerId}::uuid and id = any(${uuidArray(of.taskIds)})
               and connection_id = ${of.connectionId}::uuid) as of_tasks
      join customers as c on c.partner_id = ${tx.ctx.partnerId}::uuid and c.id = of_tasks.id
      left join customer_mappings as m on m.partner_id = c.partner_id and m.customer_id = c.id
                                      and m.connection_id = ${of.connectionId}::uuid
     order by c.company_name, c.id`);
  return rows;
}

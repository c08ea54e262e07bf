import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/auth/context";
import { groupBy } from "@/lib/group-by";
import type { OwnChange } from "@/lib/plans/plan-line-input";

export type ConfirmedChange = OwnChange & { operationId: string };

/**
 * Our confirmed changes of these lines that take effect from a day on and were not taken back, in the order they were
 * confirmed, by the line's PSA id. The wanted day and total are the plan's, which differ where a day was already taken.
 */
export async function ownChangesOf(
  tx: Tx,
  connectionId: string,
  psaLineIds: readonly string[],
  fromDate: string,
): Promise<Map<string, ConfirmedChange[]>> {
  if (psaLineIds.length === 0) return new Map();
  const ids = sql.join(
    psaLineIds.map((id) => sql`${id}`),
    sql`, `,
  );
  const { rows } = await tx.db.execute<ConfirmedChange & { psaLineId: string }>(sql`
    select o.psa_line_id as "psaLineId", o.id as "operationId", o.intended ->> 'effectiveDate' as "effectiveDate",
           l.line -> 'plan' ->> 'effectiveDate' as "wantedFromDate",
           l.line -> 'plan' ->> 'quantity' as "wantedQuantity",
           o.intended ->> 'quantityBefore' as "quantityBefore", o.intended ->> 'quantity' as quantity,
           coalesce(l.line -> 'plan' -> 'steps' -> o.position ->> 'unitPriceBefore',
                    l.line -> 'before' ->> 'unitPrice') as "unitPriceBefore",
           o.intended ->> 'unitPrice' as "unitPrice",
           (select jsonb_build_object('isBeginning', l.line -> 'plan' ->> 'quantityBefore' = '0',
                                      'spans', jsonb_agg(each))
              from jsonb_array_elements(l.line -> 'plan' -> 'remainders') as each
             where each ->> 'kind' in ('vendor_proration', 'catch_up', 'credit', 'missed_posted_period')
            having count(*) > 0) as "oneTime"
      from operations as o
      join plan_lines as l on l.partner_id = o.partner_id and l.id = o.plan_line_id
     where o.partner_id = ${tx.ctx.partnerId}::uuid and o.connection_id = ${connectionId}::uuid
       and o.psa_line_id in (${ids}) and o.state = 'confirmed' and o.kind in ('set_line_quantity', 'set_line_price')
       and o.undone_by_operation_id is null and o.undoes_operation_id is null
       and o.intended ->> 'effectiveDate' >= ${fromDate}
     order by o.finished_at, o.position`);
  const changes = rows.map(
    (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as typeof row,
  );
  return groupBy(changes, (change) => change.psaLineId);
}

import { type SQL, sql } from "drizzle-orm";
import type { SyncTaskState } from "@/db/schema/sync";
import type { Tx } from "@/lib/auth/context";
import { heldSubscriptions, isUnmapped, openTasks, type Place } from "./held-query";
import type { YearMoney } from "./month-money";
import { listOfNeeds, type NeedRow } from "./needs-query";

export type Standing = {
  customers: { total: number; needPerson: number; underWay: number };
  /** What active subscriptions are worth, by where they stand; of mapped ones, what their tasks say. */
  coverage: (YearMoney & {
    place: Place | "waiting" | "ignored";
    subscriptions: number;
    withoutPrice: number;
  })[];
  tasks: (YearMoney & { state: SyncTaskState; tasks: number; withoutPrice: number })[];
  /** What waits for a person: unmapped subscriptions whole, the rest by what its tasks would change. */
  atStake: YearMoney[];
  needs: NeedRow[];
};

/** How all customers of the partner stand and what needs a person, `limit` entries of it, in one statement. */
export async function readStanding(tx: Tx, limit: number): Promise<Standing> {
  const { rows } = await tx.db.execute<Standing>(sql`
    with ${openTasks(tx)}, ${heldSubscriptions(tx)}, concerned as (
      select customer_id, ${isUnmapped} as needs_person, false as is_open from held where place <> 'excluded'
      union all
      select customer_id, needs_person, true from tasks where state <> 'ignored'
    ), judged as (
      select customer_id, bool_or(needs_person) as needs_person, bool_or(is_open) as is_open
        from concerned group by customer_id
    ), stake as (
      select currency, per_year, null::numeric as year_minor from held where ${isUnmapped}
      union all
      select currency, null, abs(year_minor) from tasks
       where needs_person and (place is null or not ${isUnmapped})
    ), shown as (
      select currency, per_year, null::numeric as year_minor, subscriptions, without_price,
             case when place <> 'mapped' then place when is_waiting then 'waiting' when is_ignored then 'ignored'
                  else 'mapped' end as place
        from held
    ), ${listOfNeeds(tx, limit)}
    select
      (select jsonb_build_object('total', count(*), 'needPerson', count(*) filter (where needs_person),
                'underWay', count(*) filter (where is_open and not needs_person)) from judged) as customers,
      (select coalesce(jsonb_agg(g), '[]') from (
         select place, ${money}, sum(subscriptions)::int as subscriptions, sum(without_price)::int as "withoutPrice"
           from shown group by place, currency) as g) as coverage,
      (select coalesce(jsonb_agg(g), '[]') from (
         select state, currency, '0' as "perYear", coalesce(sum(year_minor), 0)::text as "perYearMinor", count(*)::int as tasks,
                (count(*) filter (where is_unknown))::int as "withoutPrice"
           from tasks group by state, currency) as g) as tasks,
      (select coalesce(jsonb_agg(g), '[]') from (select ${money} from stake group by currency) as g) as "atStake",
      (select coalesce(jsonb_agg(needs_named), '[]') from needs_named) as needs`);
  const [standing] = rows;
  if (!standing) throw new Error("How the customers stand is always one row.");
  return standing;
}

const money: SQL = sql`currency, trim_scale(coalesce(sum(per_year), 0))::text as "perYear",
  coalesce(sum(year_minor), 0)::text as "perYearMinor"`;
